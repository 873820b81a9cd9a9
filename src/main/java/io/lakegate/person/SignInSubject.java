package io.lakegate.person;

import io.lakegate.platform.security.Digests;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The subject by which failed sign-ins are counted. A user name counts whether there is such a
 * person or not, so being locked tells nobody that a name exists; an address counts so that trying
 * many names is slow too.
 *
 * @param key a digest, because people type passwords into the field for the user name
 * @param free failures before the first lock
 * @param hourly whether as many failures as are free are forgotten in each hour, so that failures
 *     at a slow rate never add up; otherwise only a quiet hour forgets them
 */
record SignInSubject(String key, int free, boolean hourly) {
  /** Allows for a person who mistypes their own password. */
  static final int FREE_BY_PAIR = 4;

  /** Allows for guesses at one name from all addresses, in an hour. */
  static final int FREE_BY_NAME = 20;

  /** Allows for an office behind one address, whose people and jobs fail more often, in an hour. */
  static final int FREE_BY_ADDRESS = 29;

  private static final int PREFIX_BYTES = 8;

  /**
   * IPv6 prefixes behind which the last four bytes are the IPv4 address of the caller, as written
   * where IPv4 callers reach a data centre that speaks IPv6 only: RFC 6052 (64:ff9b::/96) and RFC
   * 7915 (::ffff:0:0:0/96).
   */
  private static final List<byte[]> PREFIXES_BEFORE_IPV4 =
      List.of(
          HexFormat.of().parseHex("0064ff9b0000000000000000"),
          HexFormat.of().parseHex("0000000000000000ffff0000"));

  /** RFC 8215: a site's own translation prefixes, whose length is not known here. */
  private static final byte[] LOCAL_TRANSLATION = HexFormat.of().parseHex("0064ff9b0001");

  static SignInSubject ofName(String userName) {
    return new SignInSubject(Digests.sha256("name " + userName), FREE_BY_NAME, true);
  }

  /** Counts the tries of a name from one address. */
  static SignInSubject ofPair(String userName, String address) {
    return new SignInSubject(
        Digests.sha256("pair " + network(address) + " " + userName), FREE_BY_PAIR, false);
  }

  static SignInSubject ofAddress(String address) {
    return new SignInSubject(Digests.sha256("address " + network(address)), FREE_BY_ADDRESS, true);
  }

  /** Returns the /64 of an IPv6 address, because who has one address has the 2^64 beside it. */
  private static String network(String given) {
    // The part after a percent sign names an interface of this machine.
    String address = given.replaceFirst("%.*", "");
    if (!address.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      for (byte[] prefix : PREFIXES_BEFORE_IPV4) {
        if (startsWith(bytes, prefix)) {
          return readable(Arrays.copyOfRange(bytes, prefix.length, bytes.length));
        }
      }
      return bytes.length == 2 * PREFIX_BYTES && !startsWith(bytes, LOCAL_TRANSLATION)
          ? HexFormat.of().formatHex(Arrays.copyOf(bytes, PREFIX_BYTES))
          : readable(bytes);
    } catch (UnknownHostException e) {
      return address;
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length > prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static String readable(byte[] bytes) throws UnknownHostException {
    return InetAddress.getByAddress(bytes).getHostAddress();
  }
}
