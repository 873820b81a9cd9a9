package io.lakegate.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The path of a request as it was sent. The server decodes and shortens paths before it looks for a
 * servlet, filters see them raw; so a path is served only if both readings are the same one.
 */
public final class RequestPath {
  /** First segments that are no tenant: the API, and what the server itself answers. */
  private static final Set<String> SERVED_BY_THE_SERVER =
      Set.of("api", "health", "metrics", "openapi");

  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::\\d{0,5})?");

  /** The paths that stand for one that cannot be decoded: they can be decoded, and are refused. */
  static final String REFUSED = "/%2525";

  static final String REFUSED_OF_API = "/api/%2525";

  /** The header with the path that was asked for, where another one stands in its place. */
  static final String ASKED_HEADER = "X-Lakegate-Asked";

  private static final int MAX_LOGGED = 200;

  private RequestPath() {}

  /** Returns the path as it came, for the log: in printable ASCII, and not endlessly long. */
  static String forLog(String raw) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (escaped.length() >= MAX_LOGGED) {
        return escaped.append("...").toString();
      }
      if (c > ' ' && c < 0x7f) {
        escaped.append(c);
      } else {
        escaped.append(c <= 0xff ? "%%%02X".formatted((int) c) : "%%u%04X".formatted((int) c));
      }
    }
    return escaped.toString();
  }

  /**
   * Returns the path that the caller sent, for the log. The header is believed only beside a path
   * that {@link UndecodablePaths} put there, and it puts the header there too.
   */
  static String asked(HttpServletRequest request) {
    String path = request.getRequestURI();
    String asked = request.getHeader(ASKED_HEADER);
    boolean replaced = path.equals(REFUSED) || path.equals(REFUSED_OF_API);
    return forLog(replaced && asked != null ? asked : path);
  }

  /**
   * Returns whether the path means the same to everybody who reads it: it has no empty segment and
   * none of dots only, no parameter after a semicolon and no backslash, and what it escapes is
   * valid UTF-8 that decodes to none of these, to no control character and to no further escape.
   * Outside of the API nothing is escaped at all, for no address of a page needs it.
   */
  static boolean isPlain(String raw) {
    if (!raw.startsWith("/")) {
      return false;
    }
    String decoded = decoded(raw);
    if (decoded == null || (decoded.length() != raw.length() && !isOfApi(raw))) {
      return false;
    }
    // Segments are counted as sent: an escaped slash makes two of one.
    if (segments(raw) != segments(decoded)) {
      return false;
    }
    String[] parts = decoded.substring(1).split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      if (parts[i].isEmpty() ? !last : isOfDots(parts[i])) {
        return false;
      }
    }
    return decoded.codePoints().noneMatch(RequestPath::isAmbiguous);
  }

  /** Three dots lead nowhere else, but the server refuses them by itself, before any filter. */
  private static boolean isOfDots(String segment) {
    return segment.chars().allMatch(c -> c == '.');
  }

  private static boolean isAmbiguous(int point) {
    return point == ';'
        || point == '\\'
        || point == '%'
        || Character.isISOControl(point)
        || Character.getType(point) == Character.FORMAT
        || Character.getType(point) == Character.LINE_SEPARATOR
        || Character.getType(point) == Character.PARAGRAPH_SEPARATOR;
  }

  private static long segments(String path) {
    return path.chars().filter(c -> c == '/').count();
  }

  /** Returns null for an escape that is none, a byte outside of ASCII and what is not UTF-8. */
  private static String decoded(String raw) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c > 0x7e) {
        return null;
      }
      if (c != '%') {
        bytes.write(c);
        continue;
      }
      int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(raw.charAt(i + 2), 16);
      if (low < 0) {
        return null;
      }
      bytes.write(high * 16 + low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /**
   * Returns whether this can be the host a request is for: a name or an address, with a port or
   * without.
   */
  static boolean isHost(String host) {
    return HOST.matcher(host).matches();
  }

  /** Compares whole segments, so that an organisation may be called {@code healthcare}. */
  public static boolean isServedByTheServer(String path) {
    return SERVED_BY_THE_SERVER.contains(firstSegment(path));
  }

  static boolean isOfApi(String path) {
    return firstSegment(path).equals("api");
  }

  /** Returns whether a program asked, also by a path that is refused, such as {@code //api/v1}. */
  static boolean looksLikeApi(String path) {
    return path.matches("(?is)[/\\\\]+api([/\\\\;%].*)?");
  }

  static boolean isOfApi(HttpServletRequest request) {
    return isOfApi(request.getRequestURI());
  }

  private static String firstSegment(String path) {
    int end = path.indexOf('/', 1);
    return end < 0 ? path.substring(1) : path.substring(1, end);
  }
}
