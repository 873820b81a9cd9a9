package io.lakegate.platform.settings;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Every setting of an installation, a MicroProfile Config key each, so {@code LAKEGATE_…}
 * environment variables work. The table in {@code docs/configuration.md} is held against this list
 * by a test. A value is read once: a look-up asks every source of the configuration and costs as
 * much as a tenth of a page.
 */
public enum Setting {
  PORT("lakegate.port", "8080", Type.number(0, 65_535)),
  ADDRESS("lakegate.address", null, Type.TEXT),
  PUBLIC_URL("lakegate.public-url", null, Type.ORIGIN),
  CLIENT_ADDRESS_HEADER("lakegate.client-address-header", null, Type.TEXT),
  CLIENT_ADDRESS_PROXIES("lakegate.client-address-proxies", "1", Type.number(1, 100)),
  HOME("lakegate.home", ".lakegate", Type.TEXT),
  AUDIT_HEADS("lakegate.audit.heads", null, Type.TEXT),
  DB_URL("lakegate.db.url", null, Type.TEXT),
  DB_USER("lakegate.db.user", null, Type.TEXT),
  DB_PASSWORD("lakegate.db.password", null, Type.TEXT),
  DB_OWNER_USER("lakegate.db.owner.user", null, Type.TEXT),
  DB_OWNER_PASSWORD("lakegate.db.owner.password", null, Type.TEXT),
  SECRET_KEY("lakegate.secret-key", null, Type.TEXT),
  SECRET_KEY_PREVIOUS("lakegate.secret-key.previous", null, Type.TEXT),
  OPERATOR_PASSWORD("lakegate.operator.password", null, Type.TEXT),
  ALLOWED_HOSTS(
      "lakegate.allowed-hosts",
      "*.fabric.microsoft.com,*.pbidedicated.windows.net,*.analysis.windows.net,"
          + "*.microsoftfabric.com",
      Type.TEXT),
  PROXY("lakegate.proxy", null, Type.TEXT),
  CA_CERTIFICATES("lakegate.ca-certificates", null, Type.TEXT),
  ENTRA_URL("lakegate.entra-url", "https://login.microsoftonline.com", Type.ADDRESS),
  GRAPH_URL("lakegate.graph-url", "https://graph.microsoft.com", Type.ADDRESS),
  FABRIC_URL("lakegate.fabric-url", "https://api.fabric.microsoft.com", Type.ADDRESS),
  ONELAKE_URL("lakegate.onelake-url", "https://onelake.dfs.fabric.microsoft.com", Type.ADDRESS),
  STATEMENT_MAX_OUTPUT(
      "lakegate.statement.max-output", "16777216", Type.number(1, Integer.MAX_VALUE)),
  SESSION_QUOTA("lakegate.session.quota", "20", Type.number(1, 100_000)),
  LEDGER_STEPS("lakegate.ledger.steps", "48", Type.number(2, 1_000)),
  LEDGER_STEPS_PER_WORKSPACE("lakegate.ledger.steps-per-workspace", "8", Type.number(1, 1_000)),
  LEDGER_PATIENCE("lakegate.ledger.patience", "PT1M", Type.duration("PT10S", "PT1H")),
  DEMO("lakegate.demo", "false", Type.FLAG),
  DEMO_PASSWORD("lakegate.demo.password", null, Type.TEXT),
  DEMO_LIVY_URL("lakegate.demo.livy-url", null, Type.ADDRESS),
  DEMO_LIVY_TOKEN("lakegate.demo.livy-token", null, Type.TEXT),
  DEMO_KINDS("lakegate.demo.kinds", null, Type.TEXT);

  private static final Map<Setting, Optional<String>> READ = new ConcurrentHashMap<>();

  private final String key;
  private final String defaultValue;

  @SuppressWarnings("ImmutableEnumChecker") // Types have no state beside what they are made with.
  private final Type<?> type;

  Setting(String key, String defaultValue, Type<?> type) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.type = type;
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
    return READ.computeIfAbsent(this, Setting::read);
  }

  private Optional<String> read() {
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

  /** The whole number of a setting of that type. */
  public int number() {
    return value(Integer.class);
  }

  /** The duration of a setting of that type. */
  public Duration duration() {
    return value(Duration.class);
  }

  /** Whether a setting of that type says {@code true}. */
  public boolean isOn() {
    return value(Boolean.class);
  }

  /** The address of a setting of that type; empty if it has neither value nor default. */
  public Optional<URI> address() {
    return find().map(text -> type.as(URI.class, key, text));
  }

  /**
   * Reads the value as the type it has, without using it.
   *
   * @throws IllegalStateException with a sentence that names the setting and what it may be
   */
  public void check() {
    find().ifPresent(text -> type.as(Object.class, key, text));
  }

  /** Lets every value be read again; tests change settings while the JVM runs. */
  static void forget() {
    READ.clear();
  }

  private <T> T value(Class<T> wanted) {
    return type.as(wanted, key, get());
  }

  /**
   * The type of a value.
   *
   * @param demand the end of the sentence "lakegate.x must be …"
   * @param parse gives null or throws for what is not such a value
   */
  private record Type<T>(String demand, Function<String, T> parse) {
    static final Type<String> TEXT = new Type<>("text", text -> text);
    static final Type<Boolean> FLAG = new Type<>("true or false", Type::flag);
    static final Type<URI> ADDRESS =
        new Type<>("an address such as https://lakegate.example.com", Type::uri);
    static final Type<URI> ORIGIN =
        new Type<>(
            "an address without a path, such as https://lakegate.example.com: the portal serves"
                + " nothing but the root of its host",
            Type::origin);

    static Type<Integer> number(int min, int max) {
      return new Type<>(
          "a whole number from " + min + " to " + max,
          text -> {
            int number = Integer.parseInt(text.strip());
            return number >= min && number <= max ? number : null;
          });
    }

    static Type<Duration> duration(String min, String max) {
      return new Type<>(
          "a duration from " + min + " to " + max + ", such as PT30S for 30 seconds",
          text -> {
            Duration duration = Duration.parse(text.strip());
            boolean within =
                duration.compareTo(Duration.parse(min)) >= 0
                    && duration.compareTo(Duration.parse(max)) <= 0;
            return within ? duration : null;
          });
    }

    <V> V as(Class<V> wanted, String key, String text) {
      T value = null;
      try {
        value = parse.apply(text);
      } catch (IllegalArgumentException | DateTimeException e) {
        // The sentence below says what is wanted.
      }
      if (value == null) {
        throw new IllegalStateException(key + " must be " + demand + ".");
      }
      return wanted.cast(value);
    }

    private static Boolean flag(String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> null;
      };
    }

    private static URI uri(String text) {
      URI uri = URI.create(text.strip());
      boolean reachable =
          uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
      return reachable ? uri : null;
    }

    private static URI origin(String text) {
      URI uri = uri(text);
      boolean bare =
          uri != null
              && List.of("", "/").contains(uri.getRawPath())
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getRawUserInfo() == null;
      return bare ? uri : null;
    }
  }
}
