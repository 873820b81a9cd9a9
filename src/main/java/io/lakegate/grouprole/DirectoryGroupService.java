package io.lakegate.grouprole;

import io.lakegate.client.graph.GraphClient;
import io.lakegate.client.oidc.OidcClient;
import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.settings.Setting;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * Finds groups of the organisation's Microsoft Entra directory by name, for administrators, once
 * they have consented to that and switched it on. Lakegate asks as itself, with the application
 * permission {@code GroupMember.Read.All}.
 */
@ApplicationScoped
public class DirectoryGroupService {
  /** Maximum number of groups shown; a caller who misses one types more of its name. */
  static final int SHOWN = 25;

  private static final int MIN_LENGTH = 2;
  private static final int MAX_LENGTH = 100;

  @Inject IdentityProviderService providers;
  @Inject OidcClient oidc;
  @Inject GraphClient graph;

  /** Base address of the providers whose directory Microsoft Graph can search. */
  String entra = Setting.ENTRA_URL.get();

  String graphUrl = Setting.GRAPH_URL.get();

  /** Whether groups can be found by name at all. */
  public boolean isOn(TenantId tenant, Caller caller) {
    caller.require(Operation.MANAGE_GROUP_ROLES);
    return searchable(tenant).isPresent();
  }

  /**
   * Returns at most {@link #SHOWN} groups whose names have words that begin with those of the text.
   * Fails with {@code GROUP_SEARCH_OFF}, with {@code INVALID} for less than two characters, with
   * {@code GRAPH_FAILED}, and with the codes of {@link OidcClient}.
   */
  public List<DirectoryGroup> search(TenantId tenant, Caller caller, String text) {
    caller.require(Operation.MANAGE_GROUP_ROLES);
    IdentityProvider provider =
        searchable(tenant).orElseThrow(() -> new LakegateException(ErrorCode.GROUP_SEARCH_OFF));
    String words = text == null ? "" : text.strip();
    if (words.length() < MIN_LENGTH || words.length() > MAX_LENGTH) {
      throw LakegateException.invalid("q", "Type 2 to 100 characters of the group's name.");
    }
    String token =
        oidc.ownAccessToken(providers.registration(tenant, provider), graphUrl + "/.default");
    return graph.searchGroups(token, words, SHOWN).stream()
        .map(group -> new DirectoryGroup(group.id(), group.name()))
        .toList();
  }

  private Optional<IdentityProvider> searchable(TenantId tenant) {
    return providers
        .find(tenant)
        .filter(found -> found.isGroupNames() && found.getIssuer().startsWith(entra + "/"));
  }
}
