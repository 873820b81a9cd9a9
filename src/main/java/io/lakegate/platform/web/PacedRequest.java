package io.lakegate.platform.web;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A request whose body is read at the pace that {@link PacedBody} demands. */
class PacedRequest extends HttpServletRequestWrapper {
  private final SlowBodies slow;
  private PacedBody body;
  private BufferedReader reader;

  PacedRequest(HttpServletRequest request, SlowBodies slow) {
    super(request);
    this.slow = slow;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) {
      body =
          new PacedBody(
              super.getInputStream(),
              slow,
              ClientAddress.of((HttpServletRequest) getRequest()),
              System::nanoTime);
    }
    return body;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    if (reader == null) {
      reader = new BufferedReader(new InputStreamReader(getInputStream(), charset()));
    }
    return reader;
  }

  final Charset charset() {
    String name = getCharacterEncoding();
    return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
  }

  /** Gives the place back once the request is over or its body has been read. */
  final void release() {
    if (body != null) {
      body.release();
    }
  }
}
