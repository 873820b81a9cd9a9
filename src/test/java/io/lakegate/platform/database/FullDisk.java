package io.lakegate.platform.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Files of H2 named {@code full:/path} on a disk that may be full. */
public final class FullDisk extends FilePathWrapper {
  private static final String SCHEME = "full";
  private static volatile boolean full;

  /** Makes it known to H2, with room. */
  static void mount() {
    full = false;
    FilePath.register(new FullDisk());
  }

  /** From now on nothing more can be written, or everything again. */
  static void fill(boolean now) {
    full = now;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(super.open(mode));
  }

  private static final class Channel extends FileBaseDefault {
    private final FileChannel file;

    Channel(FileChannel file) {
      this.file = file;
    }

    private static void requireRoom() throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public synchronized int write(ByteBuffer bytes, long position) throws IOException {
      requireRoom();
      return file.write(bytes, position);
    }

    @Override
    public synchronized int read(ByteBuffer bytes, long position) throws IOException {
      return file.read(bytes, position);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      file.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
