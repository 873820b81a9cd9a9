package io.lakegate.workspace;

import io.lakegate.client.oidc.OidcClient;
import io.lakegate.client.oidc.OidcRegistration;
import io.lakegate.client.oidc.OidcRenewal;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens for applications themselves, in the memory of this node: another one, or this one after a
 * restart, asks again. Anything that makes a credential another one makes it another entry.
 */
@ApplicationScoped
class ClientTokens {
  private static final Duration EARLY = Duration.ofMinutes(5);
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);
  private static final int MAX_COUNT = 1_000;

  /**
   * Minimum time between two replacements of a refused token. A server that refuses a new token too
   * would also refuse the next one.
   */
  private static final Duration DROPPED_AGAIN_AFTER = Duration.ofMinutes(10);

  @Inject OidcClient oidc;
  @Inject Clock clock;

  private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

  /** The sealed secret is another one each time it is given. */
  private record Key(TenantId tenant, Credential credential) {}

  private static final class Entry {
    private String token;
    private Instant renewAt;
    private Instant expiresAt;
    private Instant droppedAt;
  }

  /**
   * Good for at least some seconds. {@code PROVIDER_UNREACHABLE}, {@code PROVIDER_REFUSED}, {@code
   * PROVIDER_BAD_ANSWER}, {@code HOST_NOT_ALLOWED}.
   */
  String accessToken(TenantId tenant, Credential credential, String secret) {
    if (entries.size() >= MAX_COUNT) {
      entries.clear();
    }
    Entry entry = entries.computeIfAbsent(new Key(tenant, credential), key -> new Entry());
    synchronized (entry) {
      Instant now = clock.instant();
      if (entry.token != null && now.isBefore(entry.renewAt)) {
        return entry.token;
      }
      try {
        OidcRenewal.Tokens tokens = ask(credential, secret);
        Duration half = tokens.lifetime().dividedBy(2);
        entry.expiresAt = now.plus(tokens.lifetime());
        entry.renewAt = entry.expiresAt.minus(half.compareTo(EARLY) < 0 ? half : EARLY);
        entry.token = tokens.accessToken();
      } catch (LakegateException e) {
        if (entry.token == null || !now.plus(ON_ITS_WAY).isBefore(entry.expiresAt)) {
          throw e;
        }
      }
      return entry.token;
    }
  }

  /**
   * A server did not take this token (401). Forgotten as a person's is.
   *
   * @return whether the next question brings another token, or says why there is none
   */
  boolean refused(TenantId tenant, Credential credential, String token) {
    Entry entry = entries.get(new Key(tenant, credential));
    if (entry == null) {
      return true;
    }
    synchronized (entry) {
      if (!token.equals(entry.token)) {
        return true;
      }
      Instant now = clock.instant();
      if (entry.droppedAt != null && now.isBefore(entry.droppedAt.plus(DROPPED_AGAIN_AFTER))) {
        return false;
      }
      entry.token = null;
      entry.droppedAt = now;
      return true;
    }
  }

  private OidcRenewal.Tokens ask(Credential credential, String secret) {
    if (credential.getTokenUrl() != null) {
      return oidc.clientCredentials(
          URI.create(credential.getTokenUrl()),
          credential.getClientId(),
          secret,
          credential.getScope(),
          credential.getAudience());
    }
    OidcRegistration registration =
        new OidcRegistration(
            URI.create(credential.getIssuer()), credential.getClientId(), secret, List.of());
    return oidc.clientCredentials(registration, credential.getScope(), credential.getAudience());
  }
}
