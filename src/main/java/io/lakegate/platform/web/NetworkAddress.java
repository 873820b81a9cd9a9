package io.lakegate.platform.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an IP address as proxies write it: with a port or without, IPv6 in brackets or not. One
 * address always gives one text: a zone is dropped, and IPv4 mapped into IPv6 becomes IPv4. Names
 * are never looked up.
 */
final class NetworkAddress {
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  /** RFC 7239 also allows a hidden port, such as {@code _a1}. */
  private static final String PORT = "(?::(?:\\d{1,5}|_[A-Za-z0-9._-]{1,16}))?";

  private static final Pattern IPV4 =
      Pattern.compile("(" + OCTET + "(?:\\." + OCTET + "){3})" + PORT);
  private static final String ZONE = "(?:%[A-Za-z0-9._~-]{1,32})?";
  private static final String GROUPS = "([0-9A-Fa-f:.]{2,45})";
  private static final Pattern BRACKETED_IPV6 =
      Pattern.compile("\\[" + GROUPS + ZONE + "\\]" + PORT);
  private static final Pattern IPV6 = Pattern.compile(GROUPS + ZONE);

  private NetworkAddress() {}

  /** Returns empty for what is no address. */
  static Optional<String> parse(String text) {
    if (text == null) {
      return Optional.empty();
    }
    Matcher ipv4 = IPV4.matcher(text);
    if (ipv4.matches()) {
      return Optional.of(ipv4.group(1));
    }
    for (Pattern pattern : new Pattern[] {BRACKETED_IPV6, IPV6}) {
      Matcher ipv6 = pattern.matcher(text);
      if (ipv6.matches() && ipv6.group(1).indexOf(':') >= 0) {
        return ipv6(ipv6.group(1));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ipv6(String groups) {
    try {
      // Java looks nothing up that stands in brackets.
      return Optional.of(InetAddress.getByName("[" + groups + "]").getHostAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
