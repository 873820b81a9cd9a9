package io.lakegate.platform.web;

import io.lakegate.platform.problem.Disconnection;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.function.Function;

/** Notes in the request that its caller has gone while the answer was written. */
final class WatchedResponse extends HttpServletResponseWrapper {
  private static final String GONE = WatchedResponse.class.getName() + ".gone";

  private final HttpServletRequest request;
  private ServletOutputStream watched;

  WatchedResponse(HttpServletRequest request, HttpServletResponse response) {
    super(response);
    this.request = request;
  }

  /** Returns whether nobody is left to read the answer to the request that has these attributes. */
  static boolean isGone(Function<String, Object> attributes) {
    return Boolean.TRUE.equals(attributes.apply(GONE));
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (watched == null) {
      watched = new Watched(super.getOutputStream());
    }
    return watched;
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void watch(Writing writing) throws IOException {
    try {
      writing.run();
    } catch (IOException e) {
      if (Disconnection.isBehind(e)) {
        request.setAttribute(GONE, true);
      }
      throw e;
    }
  }

  private final class Watched extends ServletOutputStream {
    private final ServletOutputStream out;

    Watched(ServletOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      watch(() -> out.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      watch(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
      watch(out::flush);
    }

    @Override
    public void close() throws IOException {
      watch(out::close);
    }

    @Override
    public boolean isReady() {
      return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      out.setWriteListener(listener);
    }
  }
}
