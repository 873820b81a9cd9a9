package io.lakegate.identityprovider;

import java.util.List;
import java.util.UUID;

/** Sign-in settings as the API shows them, without secret and key. */
public record IdentityProviderView(
    UUID id,
    int version,
    String name,
    String issuer,
    String clientId,
    boolean secretSet,
    List<String> scopes,
    List<String> userNameClaims,
    String nameClaim,
    List<String> groupClaims,
    List<String> exchangeAudiences,
    String groupsCountFor,
    boolean groupNames,
    ClientCertificateView certificate,
    ClientCertificateView nextCertificate,
    boolean live,
    boolean localAccounts,
    boolean personTokens) {
  static IdentityProviderView of(IdentityProvider provider) {
    return new IdentityProviderView(
        provider.getId(),
        provider.getVersion(),
        provider.getName(),
        provider.getIssuer(),
        provider.getClientId(),
        provider.isSecretSet(),
        provider.getScopes(),
        provider.getUserNameClaims(),
        provider.getNameClaim(),
        provider.getGroupClaims(),
        provider.getExchangeAudiences(),
        provider.getGroupsCountFor().toString(),
        provider.isGroupNames(),
        ClientCertificateView.of(provider.getCertificate()),
        ClientCertificateView.of(provider.getNextCertificate()),
        provider.isLive(),
        provider.isLocalAccounts(),
        provider.isPersonTokens());
  }
}
