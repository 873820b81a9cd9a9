package io.lakegate.platform.web;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request and its response, as much of them as cookies, addresses and bodies need. */
final class FakeExchange {
  final List<Cookie> answered = new ArrayList<>();
  private final List<Cookie> sent = new ArrayList<>();
  private final Map<String, List<String>> headers = new HashMap<>();
  final Map<String, Object> attributes = new HashMap<>();
  private boolean secure;
  private String verb = "GET";
  private String path = "/";
  private String peer = "192.0.2.1";
  private final Map<String, String[]> parameters = new LinkedHashMap<>();
  private final StringWriter written = new StringWriter();
  private ServletInputStream body;
  private long length = -1;
  private boolean committed;

  /** As the answer was given them; the last value of each. */
  final Map<String, String> answeredHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** Of the answer; an error page of the server's own is told by {@link #hasErrorPage}. */
  int status = 200;

  boolean hasErrorPage;

  FakeExchange overHttps() {
    secure = true;
    return this;
  }

  FakeExchange with(Cookie cookie) {
    sent.add(cookie);
    return this;
  }

  /** One more line of that header. */
  FakeExchange with(String header, String value) {
    headers.computeIfAbsent(header.toLowerCase(Locale.ROOT), name -> new ArrayList<>()).add(value);
    return this;
  }

  FakeExchange from(String address) {
    peer = address;
    return this;
  }

  FakeExchange asking(String method, String address) {
    verb = method;
    path = address;
    return this;
  }

  /** With a body of so many bytes of this type; null for no type. */
  FakeExchange withBody(String type, long bytes, ServletInputStream content) {
    body = content;
    length = bytes;
    return type == null ? this : with("Content-Type", type);
  }

  FakeExchange afterTheAnswerHasBegun() {
    committed = true;
    return this;
  }

  String answer() {
    return written.toString();
  }

  FakeExchange sending(String name, String... values) {
    parameters.put(name, values);
    return this;
  }

  HttpServletRequest request() {
    return proxy(
        HttpServletRequest.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getCookies" -> sent.isEmpty() ? null : sent.toArray(Cookie[]::new);
              case "getHeader" -> lines((String) arguments[0]).stream().findFirst().orElse(null);
              case "getHeaders" -> Collections.enumeration(lines((String) arguments[0]));
              case "isSecure" -> secure;
              case "getMethod" -> verb;
              case "getRequestURI" -> path;
              case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
              case "getQueryString" -> null;
              case "getServletContext" -> null;
              case "getAttribute" -> attributes.get((String) arguments[0]);
              case "getParameterMap" -> parameters;
              case "getParameterValues" -> parameters.get((String) arguments[0]);
              case "getParameter" ->
                  parameters.containsKey((String) arguments[0])
                      ? parameters.get((String) arguments[0])[0]
                      : null;
              case "getRemoteAddr" -> peer;
              case "getContentType" -> lines("Content-Type").stream().findFirst().orElse(null);
              case "getContentLengthLong" -> length;
              case "getCharacterEncoding" -> null;
              case "getInputStream" -> body;
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private List<String> lines(String header) {
    return headers.getOrDefault(header.toLowerCase(Locale.ROOT), List.of());
  }

  HttpServletResponse response() {
    return proxy(
        HttpServletResponse.class,
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "addCookie" -> answered.add((Cookie) arguments[0]);
            case "setHeader" -> answeredHeaders.put((String) arguments[0], (String) arguments[1]);
            case "setContentType" -> answeredHeaders.put("Content-Type", (String) arguments[0]);
            case "setStatus" -> status = (Integer) arguments[0];
            case "sendError" -> {
              status = (Integer) arguments[0];
              hasErrorPage = true;
            }
            case "isCommitted" -> {
              return committed;
            }
            case "getWriter" -> {
              return new PrintWriter(written);
            }
            case "setCharacterEncoding", "resetBuffer", "flushBuffer" -> {
              // Nothing here depends on it.
            }
            default -> throw new UnsupportedOperationException(method.getName());
          }
          return null;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FakeExchange.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
