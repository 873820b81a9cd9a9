package io.lakegate.client;

import io.lakegate.platform.settings.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/**
 * Setting {@code lakegate.proxy}: what every request outward goes through, except to this very
 * machine, which a proxy would take for itself. It looks names up, so behind it nothing but the
 * name is judged: {@link AllowedHosts}.
 */
public record OutboundProxy(String host, int port) {
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");

  /** Refuses to start on what it does not understand, rather than go around the proxy. */
  public static Optional<OutboundProxy> configured() {
    return Setting.PROXY.find().map(OutboundProxy::parse);
  }

  public static OutboundProxy parse(String setting) {
    try {
      URI uri = new URI(setting.strip());
      boolean bare =
          (uri.getRawPath() == null || uri.getRawPath().matches("/?"))
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getRawUserInfo() == null;
      if ("http".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null
          && uri.getPort() > 0
          && uri.getPort() <= 65_535
          && bare) {
        return new OutboundProxy(AllowedHosts.plain(uri.getHost()), uri.getPort());
      }
    } catch (URISyntaxException e) {
      // Said below, without the cause: it repeats what may be a password.
    }
    throw new IllegalStateException(
        Setting.PROXY.key()
            + " must be http://host:port without user, password and path, such as"
            + " http://proxy.example.com:3128.");
  }

  boolean carries(String host) {
    return !HERE.contains(host);
  }
}
