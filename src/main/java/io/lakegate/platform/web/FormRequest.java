package io.lakegate.platform.web;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A form that was sent, read at once: the server itself would read it at the first question for a
 * parameter, and wait for its end as long as the caller likes. The fields of forms come from the
 * body alone, because anybody can write a link with a query.
 */
final class FormRequest extends PacedRequest {
  /** Fits the forms of callers who are not signed in. */
  static final int LIMIT_OF_STRANGERS = 64 * 1024;

  /** Matches the names of fields that Faces, its component sets and our forms send. */
  private static final Pattern OF_FORMS =
      Pattern.compile("(?i)(jakarta|javax)\\.faces\\..*|primefaces\\..*|lakegate\\..*|.*:.*");

  private final byte[] form;
  private Map<String, String[]> parameters;

  FormRequest(HttpServletRequest request, SlowBodies slow) throws IOException {
    super(request, slow);
    boolean stranger = Cookies.slugs(request).isEmpty();
    int limit = stranger ? LIMIT_OF_STRANGERS : AddressFilter.MAX_FORM;
    try {
      form = super.getInputStream().readNBytes(limit + 1);
    } finally {
      release();
    }
    if (form.length > limit) {
      throw new LakegateException(ErrorCode.BODY_TOO_LARGE, limit / 1024 + " KiB");
    }
  }

  /** Returns whether only the body of a POST may carry a parameter of this name. */
  static boolean isOfForms(String name) {
    return OF_FORMS.matcher(name).matches();
  }

  static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return request.getMethod().equals("POST")
        && type != null
        && type.split(";", 2)[0].strip().equalsIgnoreCase("application/x-www-form-urlencoded");
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Whole(form);
  }

  /** Returns the length of what came, also of a body in chunks, which did not announce it. */
  @Override
  public long getContentLengthLong() {
    return form.length;
  }

  @Override
  public int getContentLength() {
    return form.length;
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    if (parameters == null) {
      Map<String, List<String>> all = new LinkedHashMap<>();
      super.getParameterMap()
          .forEach(
              (name, values) -> {
                if (!isOfForms(name)) {
                  all.put(name, new ArrayList<>(List.of(values)));
                }
              });
      String text = new String(form, StandardCharsets.ISO_8859_1);
      for (String pair : text.split("&", -1)) {
        if (pair.isEmpty()) {
          continue;
        }
        String[] parts = pair.split("=", 2);
        all.computeIfAbsent(decoded(parts[0], charset()), name -> new ArrayList<>())
            .add(parts.length == 1 ? "" : decoded(parts[1], charset()));
      }
      Map<String, String[]> arrays = new LinkedHashMap<>();
      all.forEach((name, values) -> arrays.put(name, values.toArray(String[]::new)));
      parameters = Collections.unmodifiableMap(arrays);
    }
    return parameters;
  }

  private static String decoded(String text, Charset charset) {
    try {
      return URLDecoder.decode(text, charset);
    } catch (IllegalArgumentException e) {
      return text; // A percent sign that starts nothing stands for itself.
    }
  }

  @Override
  public String getParameter(String name) {
    String[] values = getParameterMap().get(name);
    return values == null ? null : values[0];
  }

  @Override
  public String[] getParameterValues(String name) {
    String[] values = getParameterMap().get(name);
    return values == null ? null : values.clone();
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
  }

  private static final class Whole extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    Whole(byte[] form) {
      bytes = new ByteArrayInputStream(form);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return bytes.read(buffer, offset, length);
    }

    @Override
    public int available() {
      return bytes.available();
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("A form is read already.");
    }
  }
}
