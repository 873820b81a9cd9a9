package io.lakegate.person;

import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.Map;

/** Hashing that takes no time; the real one is slow by intention. */
final class QuickHash implements Pbkdf2PasswordHash {
  @Override
  public void initialize(Map<String, String> parameters) {
    // Nothing to set.
  }

  @Override
  public String generate(char[] password) {
    return PersonService.HASH_PREFIX + new StringBuilder().append(password).reverse();
  }

  @Override
  public boolean verify(char[] password, String hashed) {
    return generate(password).equals(hashed);
  }
}
