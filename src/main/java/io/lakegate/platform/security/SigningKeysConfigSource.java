package io.lakegate.platform.security;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Gives MicroProfile JWT the portal's own public keys, which live in the database. */
public class SigningKeysConfigSource implements ConfigSource {
  private static final String PUBLIC_KEY = "mp.jwt.verify.publickey";

  @Override
  public Map<String, String> getProperties() {
    String keys = SigningKeys.published();
    return keys.isEmpty() ? Map.of() : Map.of(PUBLIC_KEY, keys);
  }

  @Override
  public Set<String> getPropertyNames() {
    return getProperties().keySet();
  }

  @Override
  public String getValue(String name) {
    return getProperties().get(name);
  }

  @Override
  public String getName() {
    return "Lakegate signing keys";
  }
}
