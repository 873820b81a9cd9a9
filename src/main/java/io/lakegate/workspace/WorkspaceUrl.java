package io.lakegate.workspace;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The base address of a Livy server. */
final class WorkspaceUrl {
  private WorkspaceUrl() {}

  /**
   * Empty unless it is http or https with a host and at most a path: a user would be a credential
   * in the open, a query or fragment would be lost.
   */
  static Optional<URI> parse(String text) {
    try {
      URI uri = new URI(text.strip());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean fits =
          (scheme.equals("http") || scheme.equals("https"))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getPort() <= 65_535
              && uri.getPort() != 0;
      if (!fits) {
        return Optional.empty();
      }
      String path = uri.normalize().getRawPath().replaceAll("/+$", "");
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return Optional.of(
          new URI(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
