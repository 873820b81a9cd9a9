package io.lakegate.platform.web;

import io.lakegate.platform.settings.Setting;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * The address a request comes from. Behind a proxy that is in the header it adds, named by {@code
 * lakegate.client-address-header}; without that setting no header is believed, for anybody can send
 * one.
 */
public final class ClientAddress {
  private static final int LONGEST = 64;

  private ClientAddress() {}

  public static String of(HttpServletRequest request) {
    String address =
        Setting.CLIENT_ADDRESS_HEADER
            .find()
            .flatMap(name -> Optional.ofNullable(request.getHeader(name)))
            .map(ClientAddress::last)
            .filter(found -> !found.isEmpty())
            .orElseGet(request::getRemoteAddr);
    return address.length() > LONGEST ? address.substring(0, LONGEST) : address;
  }

  /** What the nearest proxy added; what stands before it came from further away. */
  private static String last(String header) {
    return header.substring(header.lastIndexOf(',') + 1).strip();
  }
}
