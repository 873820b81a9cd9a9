package io.lakegate.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One entry of {@link AllowedHosts}: a name, a {@code *.suffix}, or a range of addresses. */
sealed interface AllowedHost {
  /** {@code [::1]:8998}, {@code [fd00::]/8}, {@code fd00::/8}. */
  Pattern IPV6 =
      Pattern.compile(
          "\\[(?<b>[0-9a-fA-F:.]+)](?:/(?<bp>\\d{1,3}))?(?::(?<port>\\d{1,5}))?"
              + "|(?<a>[0-9a-fA-F.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/(?<ap>\\d{1,3}))?");

  /** {@code host}, {@code *.suffix:443}, {@code 10.0.0.0/8:8998}. */
  Pattern OTHER =
      Pattern.compile("(?<host>[0-9a-zA-Z*._-]+)(?:/(?<prefix>\\d{1,2}))?(?::(?<port>\\d{1,5}))?");

  Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  int ANY_PORT = -1;

  int port();

  /** Whether this entry is that very name. */
  default boolean names(String name, int port) {
    return false;
  }

  /** Whether this entry is a wildcard over that name. */
  default boolean covers(String name, int port) {
    return false;
  }

  default boolean contains(InetAddress address, int port) {
    return false;
  }

  default boolean isFor(int wanted) {
    return port() == ANY_PORT || port() == wanted;
  }

  record Name(String name, int port) implements AllowedHost {
    @Override
    public boolean names(String wanted, int wantedPort) {
      return name.equals(wanted) && isFor(wantedPort);
    }
  }

  /** {@code suffix} begins with its dot, so {@code evil-fabric.example} is not under it. */
  record Suffix(String suffix, int port) implements AllowedHost {
    @Override
    public boolean covers(String wanted, int wantedPort) {
      return wanted.endsWith(suffix) && wanted.length() > suffix.length() && isFor(wantedPort);
    }
  }

  record Range(InetAddress network, int prefix, int port) implements AllowedHost {
    @Override
    public boolean contains(InetAddress address, int wantedPort) {
      byte[] there = address.getAddress();
      byte[] here = network.getAddress();
      if (there.length != here.length || !isFor(wantedPort)) {
        return false;
      }
      for (int bit = 0; bit < prefix; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((there[bit / 8] & mask) != (here[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  static AllowedHost parse(String entry) {
    Matcher ipv6 = IPV6.matcher(entry);
    if (ipv6.matches()) {
      boolean bracketed = ipv6.group("b") != null;
      String address = ipv6.group(bracketed ? "b" : "a");
      return range(entry, address, ipv6.group(bracketed ? "bp" : "ap"), ipv6.group("port"));
    }
    Matcher other = OTHER.matcher(entry);
    if (!other.matches()) {
      throw unknown(entry);
    }
    String host = other.group("host").toLowerCase(Locale.ROOT);
    int port = port(entry, other.group("port"));
    if (other.group("prefix") != null || literal(host) != null) {
      return range(entry, host, other.group("prefix"), other.group("port"));
    }
    if (host.startsWith("*.") && host.indexOf('*', 1) < 0 && host.length() > 2) {
      return new Suffix(host.substring(1), port);
    }
    if (host.indexOf('*') >= 0 || looksNumeric(host)) {
      throw unknown(entry);
    }
    return new Name(host, port);
  }

  /** The address a host is written as, never asking DNS; null when it is a name. */
  static InetAddress literal(String host) {
    try {
      if (host.indexOf(':') >= 0) {
        // Java takes whatever has a colon for an address and looks nothing up.
        return host.indexOf('%') >= 0 ? null : InetAddress.getByName(host);
      }
      Matcher parts = IPV4.matcher(host);
      if (!parts.matches()) {
        return null;
      }
      byte[] bytes = new byte[4];
      for (int i = 0; i < 4; i++) {
        int part = Integer.parseInt(parts.group(i + 1));
        if (part > 255) {
          return null;
        }
        bytes[i] = (byte) part;
      }
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /**
   * Whether resolvers may take this for an IPv4 address in one of its odd spellings ({@code 127.1},
   * {@code 2130706433}, {@code 0x7f.1}): no top-level domain begins with a digit.
   */
  static boolean looksNumeric(String host) {
    String last = host.substring(host.lastIndexOf('.') + 1);
    return last.isEmpty() || Character.isDigit(last.charAt(0)) || host.indexOf(':') >= 0;
  }

  private static AllowedHost range(String entry, String address, String prefix, String port) {
    InetAddress network = literal(address);
    if (network == null) {
      throw unknown(entry);
    }
    int bits = network.getAddress().length * 8;
    int length = prefix == null ? bits : Integer.parseInt(prefix);
    if (length > bits) {
      throw unknown(entry);
    }
    return new Range(network, length, port(entry, port));
  }

  private static int port(String entry, String port) {
    if (port == null) {
      return ANY_PORT;
    }
    int number = Integer.parseInt(port);
    if (number < 1 || number > 65_535) {
      throw unknown(entry);
    }
    return number;
  }

  private static IllegalArgumentException unknown(String entry) {
    return new IllegalArgumentException(
        "lakegate.allowed-hosts: '"
            + entry
            + "' is neither a host name, *.suffix, IP address nor CIDR range, optionally with :port");
  }
}
