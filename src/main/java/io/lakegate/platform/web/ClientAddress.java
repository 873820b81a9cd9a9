package io.lakegate.platform.web;

import io.lakegate.platform.settings.Setting;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The address a request comes from. Behind trusted proxies it is read from the header they extend,
 * which {@code lakegate.client-address-header} names: each proxy appends the address it was called
 * from, so the entry of the outermost trusted one stands at a fixed place from the right, and
 * whatever stands further left was sent by the caller. Without that setting no header is believed,
 * for anybody can send one.
 */
public final class ClientAddress {
  private static final int MAX_LENGTH = 64;
  private static final String FORWARDED = "Forwarded";

  private ClientAddress() {}

  public static String of(HttpServletRequest request) {
    return Setting.CLIENT_ADDRESS_HEADER
        .find()
        .map(String::strip)
        .flatMap(name -> forwarded(request, name))
        .orElseGet(() -> peer(request));
  }

  private static String peer(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    String readable = NetworkAddress.parse(address).orElse(address);
    return readable.length() > MAX_LENGTH ? readable.substring(0, MAX_LENGTH) : readable;
  }

  /** Empty unless the trusted proxies left an address. */
  private static Optional<String> forwarded(HttpServletRequest request, String name) {
    List<String> lines = Collections.list(request.getHeaders(name));
    Optional<String> entry =
        HeaderList.fromTheRight(String.join(",", lines), Setting.CLIENT_ADDRESS_PROXIES.number());
    return FORWARDED.equalsIgnoreCase(name)
        ? entry
            .flatMap(element -> HeaderList.parameter(element, "for"))
            .flatMap(ClientAddress::node)
        : entry.flatMap(ClientAddress::node);
  }

  private static Optional<String> node(String text) {
    return NetworkAddress.parse(HeaderList.unquoted(text));
  }
}
