package io.lakegate.audit;

import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.security.SigningKeys;
import io.lakegate.platform.settings.Home;
import io.lakegate.platform.settings.Setting;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The heads of the chains outside of the database: a file a tenant, to which signed lines are only
 * ever appended, beside the public keys that verify them, for the portal forgets its own in time.
 */
@ApplicationScoped
class AuditHeads {
  private static final String KEY_ENDING = ".jwk";

  @Inject SigningKeys keys;

  static Path directory() {
    return Setting.AUDIT_HEADS
        .find()
        .map(Path::of)
        .orElseGet(() -> Path.of(Setting.HOME.get(), "audit-heads"));
  }

  private static Path existing() throws IOException {
    return isInHome() ? Home.createDirectories(directory()) : Files.createDirectories(directory());
  }

  /** Other users may read a directory that was named for it, because they collect the lines. */
  private static FileAttribute<?>[] modeOfFiles() {
    return isInHome() ? Home.newFile(directory()) : new FileAttribute<?>[0];
  }

  private static boolean isInHome() {
    return Setting.AUDIT_HEADS.find().isEmpty();
  }

  private static Path file(TenantId tenant) {
    return directory().resolve(tenant + ".heads");
  }

  String sign(AuditHead head) {
    return keys.signRecord(AuditHead.TYPE, head.toJson());
  }

  /** Appends the signed head and returns when it is on the disk. */
  synchronized void append(TenantId tenant, String signed) {
    try {
      existing();
      rememberKey();
      append(file(tenant), signed + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + directory(), e);
    }
  }

  private void rememberKey() throws IOException {
    String key = keys.presentPublicKey();
    String id = BoundedJson.object(key).getString("kid");
    Path file = directory().resolve(id + KEY_ENDING);
    if (!Files.exists(file)) {
      // In one piece, or not at all: half a key would keep all others from being read.
      Path whole = Files.createTempFile(directory(), id, ".new");
      Files.writeString(whole, key);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** A process that died while it wrote left a part of a line, which must not spoil the next. */
  private static void append(Path file, String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(isTorn(file) ? "\n" + text : text);
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), modeOfFiles())) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static boolean isTorn(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.size() > 0
          && channel.read(last, channel.size() - 1) == 1
          && last.get(0) != '\n';
    }
  }

  /** The signed lines as they are; none where nothing was exported. */
  List<String> lines(TenantId tenant) {
    Path file = file(tenant);
    try {
      return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** Returns the heads of the lines that Lakegate signed and that are about this tenant. */
  List<AuditHead> read(TenantId tenant) {
    String verifying = keySet();
    return lines(tenant).stream()
        .map(line -> read(tenant, line, verifying))
        .flatMap(Optional::stream)
        .toList();
  }

  Optional<AuditHead> read(TenantId tenant, String signed) {
    return signed == null ? Optional.empty() : read(tenant, signed, keySet());
  }

  private static Optional<AuditHead> read(TenantId tenant, String signed, String verifying) {
    return SigningKeys.verifyRecord(AuditHead.TYPE, signed, verifying)
        .flatMap(json -> AuditHead.ofJson(tenant, json));
  }

  /** Returns the public keys in the directory, which outlive those of the portal. */
  private String keySet() {
    JsonArrayBuilder all = Json.createArrayBuilder();
    try (var files = Files.newDirectoryStream(existing(), "*" + KEY_ENDING)) {
      for (Path file : files) {
        all.add(BoundedJson.object(Files.readString(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + directory(), e);
    }
    return Json.createObjectBuilder().add("keys", all).build().toString();
  }
}
