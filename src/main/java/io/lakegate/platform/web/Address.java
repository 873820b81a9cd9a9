package io.lakegate.platform.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A path and its query, for links that change one word of a list's state and keep the others. */
public record Address(String path, Map<String, String> query) {
  public Address {
    query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
  }

  public static Address of(String path) {
    return new Address(path, Map.of());
  }

  /** Returns the address with the word set, or without it if the value is null or blank. */
  public Address with(String name, Object value) {
    Map<String, String> words = new LinkedHashMap<>(query);
    if (value == null || value.toString().isBlank()) {
      words.remove(name);
    } else {
      words.put(name, value.toString());
    }
    return new Address(path, words);
  }

  @Override
  public String toString() {
    return query.isEmpty()
        ? path
        : query.entrySet().stream()
            .map(word -> encoded(word.getKey()) + "=" + encoded(word.getValue()))
            .collect(Collectors.joining("&", path + "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
