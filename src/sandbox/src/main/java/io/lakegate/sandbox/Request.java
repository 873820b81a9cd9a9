package io.lakegate.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One request, read to its end. */
record Request(String method, List<String> path, Map<String, String> parameters, byte[] body) {

  static Request of(String method, String rawPath, String rawQuery, byte[] body) {
    List<String> path =
        Arrays.stream(rawPath.split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(Request::decode)
            .toList();
    Map<String, String> parameters =
        Stream.of(rawQuery == null ? new String[0] : rawQuery.split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(
                Collectors.toMap(
                    pair -> decode(pair[0]),
                    pair -> pair.length == 2 ? decode(pair[1]) : "",
                    (first, second) -> first));
    return new Request(method, path, parameters, body);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** A whole number of the query, or null when it is not given. */
  Integer number(String parameter) {
    return Numbers.parseOptional(parameters.get(parameter));
  }
}
