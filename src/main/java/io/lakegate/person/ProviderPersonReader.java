package io.lakegate.person;

import io.lakegate.client.graph.GraphClient;
import io.lakegate.client.oidc.OidcAnswer;
import io.lakegate.client.oidc.OidcClient;
import io.lakegate.client.oidc.OidcRegistration;
import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.settings.Setting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads who has signed in and in which groups they are: from the ID token, from UserInfo what that
 * lacks, and from Microsoft Graph the groups that no token has room for. What cannot be read is
 * unknown, never taken for "none".
 */
@ApplicationScoped
class ProviderPersonReader {
  private static final Logger LOG = Logger.getLogger(ProviderPersonReader.class.getName());

  @Inject OidcClient oidc;
  @Inject GraphClient graph;

  /** Microsoft Graph takes tokens of this authority only. */
  String entra = Setting.ENTRA_URL.get();

  /**
   * A person as the provider knows them.
   *
   * @param problem why UserInfo or Graph could not be read; null where nothing was left open
   */
  record Read(ProviderPerson person, SeenGroups groups, ProviderClaims claims, String problem) {}

  /**
   * {@code PROVIDER_NOT_TRUSTED} for somebody nameless; what UserInfo failed with where the name
   * was asked of it.
   *
   * @param wanted claims that backends know people by
   */
  Read read(
      IdentityProvider provider,
      OidcRegistration registration,
      OidcAnswer answer,
      Set<String> wanted) {
    ProviderClaims claims = ProviderClaims.of(answer.claims());
    boolean lacksGroups =
        // Entra's UserInfo never names groups.
        !isOfEntra(provider) && ProviderPerson.lacksGroups(provider, claims);
    LakegateException problem = null;
    if (lacksGroups || ProviderPerson.lacksNames(provider, claims, wanted)) {
      try {
        claims = claims.with(oidc.userInfo(registration, answer).orElse(Map.of()));
      } catch (LakegateException e) {
        LOG.log(Level.WARNING, "UserInfo was needed and not read: {0}", e.getMessage());
        problem = e;
      }
    }
    if (problem != null && ProviderPerson.isNameless(provider, claims)) {
      throw problem;
    }
    ProviderPerson person = ProviderPerson.of(provider, claims);
    SeenGroups seen;
    try {
      seen = seen(provider, person, answer);
    } catch (LakegateException e) {
      // Not "no groups": nobody knows, so none counts, and the person is told.
      LOG.log(Level.WARNING, "Groups of a person unknown: {0}", e.getMessage());
      seen = SeenGroups.unknown();
      problem = e;
    }
    if (problem != null && lacksGroups) {
      seen = seen.asFarAsKnown();
    }
    return new Read(
        person,
        named(provider, seen, answer),
        claims,
        problem == null ? null : problem.getMessage());
  }

  /** The groups with their names, where Graph is asked how they are called. */
  private SeenGroups named(IdentityProvider provider, SeenGroups seen, OidcAnswer answer) {
    if (seen.ids().isEmpty() || !provider.isGroupNames() || !isOfEntra(provider)) {
      return seen;
    }
    try {
      return seen.called(graph.groupNames(answer.accessToken()));
    } catch (LakegateException e) {
      // Names are for people to read; what counts are the ids.
      LOG.log(Level.INFO, "Names of groups unknown: {0}", e.getMessage());
      return seen;
    }
  }

  private SeenGroups seen(IdentityProvider provider, ProviderPerson person, OidcAnswer answer) {
    if (!person.hasMoreGroups()) {
      return person.seenGroups();
    }
    if (!isOfEntra(provider)) {
      throw new LakegateException(ErrorCode.GRAPH_FAILED, "not a provider of Entra");
    }
    List<String> groups = graph.memberGroups(answer.accessToken());
    return new SeenGroups(
        GroupsSource.GRAPH, groups.stream().filter(GroupClaim::isGroup).toList(), Map.of());
  }

  /** Graph is Entra's, and nobody else's tokens are for it. */
  private boolean isOfEntra(IdentityProvider provider) {
    return provider.getIssuer().startsWith(entra + "/");
  }
}
