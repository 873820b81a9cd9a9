package io.lakegate.platform.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Every setting of an installation, a MicroProfile Config key each, so {@code LAKEGATE_…}
 * environment variables work. The table in {@code docs/configuration.md} is held against this list
 * by a test.
 */
public enum Setting {
  PORT("lakegate.port", "8080"),
  ADDRESS("lakegate.address", null),
  PUBLIC_URL("lakegate.public-url", null),
  CLIENT_ADDRESS_HEADER("lakegate.client-address-header", null),
  CLIENT_ADDRESS_PROXIES("lakegate.client-address-proxies", "1"),
  HOME("lakegate.home", ".lakegate"),
  AUDIT_HEADS("lakegate.audit.heads", null),
  DB_URL("lakegate.db.url", null),
  DB_USER("lakegate.db.user", null),
  DB_PASSWORD("lakegate.db.password", null),
  DB_OWNER_USER("lakegate.db.owner.user", null),
  DB_OWNER_PASSWORD("lakegate.db.owner.password", null),
  SECRET_KEY("lakegate.secret-key", null),
  SECRET_KEY_PREVIOUS("lakegate.secret-key.previous", null),
  OPERATOR_PASSWORD("lakegate.operator.password", null),
  ALLOWED_HOSTS(
      "lakegate.allowed-hosts",
      "*.fabric.microsoft.com,*.pbidedicated.windows.net,*.analysis.windows.net,"
          + "*.microsoftfabric.com"),
  PROXY("lakegate.proxy", null),
  CA_CERTIFICATES("lakegate.ca-certificates", null),
  ENTRA_URL("lakegate.entra-url", "https://login.microsoftonline.com"),
  GRAPH_URL("lakegate.graph-url", "https://graph.microsoft.com"),
  FABRIC_URL("lakegate.fabric-url", "https://api.fabric.microsoft.com"),
  ONELAKE_URL("lakegate.onelake-url", "https://onelake.dfs.fabric.microsoft.com"),
  STATEMENT_MAX_OUTPUT("lakegate.statement.max-output", "16777216"),
  SESSION_QUOTA("lakegate.session.quota", "20"),
  DEMO("lakegate.demo", "false"),
  DEMO_PASSWORD("lakegate.demo.password", null),
  DEMO_LIVY_URL("lakegate.demo.livy-url", null),
  DEMO_LIVY_TOKEN("lakegate.demo.livy-token", null),
  DEMO_KINDS("lakegate.demo.kinds", null);

  private final String key;
  private final String defaultValue;

  Setting(String key, String defaultValue) {
    this.key = key;
    this.defaultValue = defaultValue;
  }

  public String key() {
    return key;
  }

  /** Null when there is none. */
  public String defaultValue() {
    return defaultValue;
  }

  /** The configured value, else the default; blank counts as absent. */
  public Optional<String> find() {
    // By our own loader: the connection pool asks on threads that have none.
    return ConfigProvider.getConfig(Setting.class.getClassLoader())
        .getOptionalValue(key, String.class)
        .filter(value -> !value.isBlank())
        .or(() -> Optional.ofNullable(defaultValue));
  }

  /** The configured value or the default; fails for a setting that has neither. */
  public String get() {
    return find().orElseThrow(() -> new IllegalStateException("Set " + key + "."));
  }

  /** As {@code get}; refuses what is no whole number above 0. */
  public int number() {
    try {
      int number = Integer.parseInt(get().strip());
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalStateException(
        key + " must be a whole number above 0, such as " + defaultValue + ".");
  }

  /** As {@code find}; refuses what is no {@code http} or {@code https} address of a host. */
  public Optional<URI> address() {
    return find().map(this::address);
  }

  /** Like {@code address}, but refuses a path, because a portal is reached at the root. */
  public Optional<URI> origin() {
    return address()
        .map(
            uri -> {
              boolean bare =
                  List.of("", "/").contains(uri.getRawPath())
                      && uri.getRawQuery() == null
                      && uri.getRawFragment() == null
                      && uri.getRawUserInfo() == null;
              if (!bare) {
                throw new IllegalStateException(
                    key
                        + " must be an address without a path, such as"
                        + " https://lakegate.example.com: the portal serves nothing but the root of"
                        + " its host.");
              }
              return uri;
            });
  }

  private URI address(String value) {
    try {
      URI uri = new URI(value.strip());
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new IllegalStateException(
        key + " must be an address such as https://lakegate.example.com.");
  }
}
