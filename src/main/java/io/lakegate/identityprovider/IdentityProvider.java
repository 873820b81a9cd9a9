package io.lakegate.identityprovider;

import io.lakegate.platform.security.Digests;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.platform.tenancy.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The one OpenID Connect provider of a tenant. Signs nobody in before it is made live. */
@Entity
@Table(name = "identity_provider")
public class IdentityProvider extends TenantOwned {
  private String name;
  private String issuer;

  @Column(name = "client_id")
  private String clientId;

  @Column(name = "sealed_secret")
  private String sealedSecret;

  private String scopes;

  @Column(name = "user_name_claims")
  private String userNameClaims;

  @Column(name = "name_claim")
  private String nameClaim;

  @Column(name = "group_claims")
  private String groupClaims;

  private boolean live;

  @Column(name = "local_accounts")
  private boolean localAccounts;

  @Column(name = "exchange_audiences")
  private String exchangeAudiences = "";

  @Column(name = "groups_count_for")
  private Duration groupsCountFor;

  @Column(name = "group_names")
  private boolean groupNames;

  private String certificate;

  @Column(name = "sealed_key")
  private String sealedKey;

  @Column(name = "next_certificate")
  private String nextCertificate;

  @Column(name = "next_sealed_key")
  private String nextSealedKey;

  @Column(name = "person_tokens")
  private boolean personTokens;

  protected IdentityProvider() {}

  IdentityProvider(TenantId tenant) {
    super(tenant);
  }

  void apply(IdentityProviderForm form, String sealedSecret) {
    name = form.getName();
    issuer = form.getIssuer();
    clientId = form.getClientId();
    this.sealedSecret = sealedSecret;
    scopes = words(form.getScopes());
    userNameClaims = words(form.getUserNameClaims());
    nameClaim = form.getNameClaim();
    groupClaims = words(form.getGroupClaims());
    live = form.isLive();
    localAccounts = form.isLocalAccounts();
    exchangeAudiences = words(form.getExchangeAudiences());
    groupsCountFor = form.parsedGroupsCountFor();
    groupNames = form.isGroupNames();
    personTokens = form.isPersonTokens();
  }

  /**
   * Stands for all that decides how somebody signs in, so that what was tried is told from what is
   * stored now.
   */
  public String digest() {
    return Digests.sha256(who() + "\n" + sealedSecret + "\n" + certificate);
  }

  /**
   * Like the digest above, but without the credentials of Lakegate, which are renewed while
   * everything else stays.
   */
  String who() {
    return String.join(
        "\n",
        issuer,
        clientId,
        scopes,
        userNameClaims,
        nameClaim,
        groupClaims,
        String.valueOf(personTokens));
  }

  /** Proves Lakegate from now on, instead of the secret; null for both: the secret again. */
  void prove(String certificatePem, String sealed) {
    certificate = certificatePem;
    sealedKey = sealed;
  }

  /** A pair to come, until the provider has its certificate; null for both: none. */
  void prepare(String certificatePem, String sealed) {
    nextCertificate = certificatePem;
    nextSealedKey = sealed;
  }

  private static String words(List<String> words) {
    return String.join(" ", words);
  }

  private static List<String> words(String words) {
    return words.isEmpty() ? List.of() : List.of(words.split(" "));
  }

  /** Returns what people call it on the sign-in page. */
  public String getName() {
    return name;
  }

  public URI issuer() {
    return URI.create(issuer);
  }

  public String getIssuer() {
    return issuer;
  }

  public String getClientId() {
    return clientId;
  }

  String sealedSecret() {
    return sealedSecret;
  }

  public boolean isSecretSet() {
    return sealedSecret != null;
  }

  /** Asked for beside {@code openid}. */
  public List<String> getScopes() {
    return words(scopes);
  }

  /** The first of these claims that is there is the user name shown. */
  public List<String> getUserNameClaims() {
    return words(userNameClaims);
  }

  public String getNameClaim() {
    return nameClaim;
  }

  /** All of these together are the groups; Entra may give groups as {@code roles}. */
  public List<String> getGroupClaims() {
    return words(groupClaims);
  }

  /**
   * Returns the audiences whose tokens of the provider buy a token of Lakegate; empty if none do.
   */
  public List<String> getExchangeAudiences() {
    return words(exchangeAudiences);
  }

  /** Returns how long what is known about somebody's groups counts. */
  public Duration getGroupsCountFor() {
    return groupsCountFor;
  }

  /** Returns whether Microsoft Graph is asked how groups are called. */
  public boolean isGroupNames() {
    return groupNames;
  }

  /** PEM; null where a secret, or nothing, proves who Lakegate is. */
  public String getCertificate() {
    return certificate;
  }

  String sealedKey() {
    return sealedKey;
  }

  /** PEM, for the provider; null while none is prepared. */
  public String getNextCertificate() {
    return nextCertificate;
  }

  String nextSealedKey() {
    return nextSealedKey;
  }

  public boolean isLive() {
    return live;
  }

  /** Returns whether people may also sign in with a local account. */
  public boolean isLocalAccounts() {
    return localAccounts || !live;
  }

  /** Returns whether people's own tokens for backends are asked for when they sign in. */
  public boolean isPersonTokens() {
    return personTokens;
  }
}
