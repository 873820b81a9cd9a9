package io.lakegate.person;

import io.lakegate.platform.security.Digests;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What failed sign-ins are counted by. A user name counts whether there is such a person or not, so
 * being locked tells nobody that a name exists; an address counts so that trying many names is slow
 * too.
 *
 * @param key a digest: what people type into a user name's field may be a password
 * @param free failures before the first lock
 * @param hourly the free failures are for an hour, whatever is tried in it
 */
record SignInSubject(String key, int free, boolean hourly) {
  /** Somebody who mistypes their own password. */
  static final int FREE_BY_PAIR = 4;

  /** Guesses from everywhere at one name, in an hour. */
  static final int FREE_BY_NAME = 20;

  /** An office of people behind one address mistypes more often than one person. */
  static final int FREE_BY_ADDRESS = 29;

  private static final int PREFIX_BYTES = 8;

  static SignInSubject ofName(String userName) {
    return new SignInSubject(Digests.sha256("name " + userName), FREE_BY_NAME, true);
  }

  /** A name as tried from one address. */
  static SignInSubject ofPair(String userName, String address) {
    return new SignInSubject(
        Digests.sha256("pair " + network(address) + " " + userName), FREE_BY_PAIR, false);
  }

  static SignInSubject ofAddress(String address) {
    return new SignInSubject(Digests.sha256("address " + network(address)), FREE_BY_ADDRESS, false);
  }

  /** Whoever has one IPv6 address has the 2^64 beside it. */
  private static String network(String given) {
    // The part after a percent sign names an interface of this machine.
    String address = given.replaceFirst("%.*", "");
    if (!address.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length == 2 * PREFIX_BYTES
          ? HexFormat.of().formatHex(Arrays.copyOf(bytes, PREFIX_BYTES))
          : InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
