package io.lakegate.client;

import java.net.InetAddress;

/**
 * Decides which addresses belong to the public Internet. Java's own methods miss ULA, carrier-grade
 * NAT, and IPv4 addresses wrapped in IPv6, so the addresses are compared byte by byte with the
 * registries of RFC 6890.
 */
final class PublicAddress {
  private PublicAddress() {}

  static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? isPublic4(bytes, 0) : isPublic6(bytes);
  }

  private static boolean isPublic4(byte[] bytes, int at) {
    int a = bytes[at] & 0xff;
    int b = bytes[at + 1] & 0xff;
    int c = bytes[at + 2] & 0xff;
    int d = bytes[at + 3] & 0xff;
    return switch (a) {
      case 0, 10, 127 -> false;
      case 100 -> b < 64 || b > 127; // carrier-grade NAT; also one cloud's metadata service
      case 168 -> !(b == 63 && c == 129 && d == 16); // Azure's platform, from inside a VM
      case 169 -> b != 254; // link-local; cloud metadata
      case 172 -> b < 16 || b > 31;
      case 192 -> b != 168 && !(b == 0 && c == 0);
      case 198 -> b != 18 && b != 19; // benchmark networks
      default -> a < 224; // multicast, reserved, broadcast
    };
  }

  /** Global unicast is 2000::/3; of the rest only NAT64 may lead to the Internet. */
  private static boolean isPublic6(byte[] bytes) {
    int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    if (first == 0x2002) {
      return isPublic4(bytes, 2); // 6to4
    }
    if (first == 0x2001 && (second == 0 || second == 0xdb8)) {
      return false; // Teredo, documentation
    }
    if (isZero(bytes, 0, 10) && (bytes[10] & bytes[11] & 0xff) == 0xff) {
      return isPublic4(bytes, 12); // IPv4-mapped
    }
    if (first == 0x64 && second == 0xff9b && isZero(bytes, 4, 12)) {
      return isPublic4(bytes, 12); // NAT64
    }
    return (first & 0xe000) == 0x2000;
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
