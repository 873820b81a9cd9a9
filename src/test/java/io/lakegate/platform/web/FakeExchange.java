package io.lakegate.platform.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request and its response, as much of them as cookies and addresses need. */
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
              case "getHeader" -> lines(arguments).stream().findFirst().orElse(null);
              case "getHeaders" -> Collections.enumeration(lines(arguments));
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
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private List<String> lines(Object[] arguments) {
    return headers.getOrDefault(((String) arguments[0]).toLowerCase(Locale.ROOT), List.of());
  }

  HttpServletResponse response() {
    return proxy(
        HttpServletResponse.class,
        (proxy, method, arguments) -> {
          if (!method.getName().equals("addCookie")) {
            throw new UnsupportedOperationException(method.getName());
          }
          answered.add((Cookie) arguments[0]);
          return null;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FakeExchange.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
