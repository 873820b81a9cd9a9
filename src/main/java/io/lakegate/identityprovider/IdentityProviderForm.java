package io.lakegate.identityprovider;

import io.lakegate.platform.form.DurationBetween;
import io.lakegate.platform.form.Name;
import io.lakegate.platform.form.VersionedForm;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The settings an administrator gives; the secret is only ever written, and kept when left out. */
public class IdentityProviderForm implements VersionedForm {
  private static final String WORD = "[!-~&&[^\"\\\\]]{1,200}";

  @Name private String name;

  @NotNull(message = "{required}")
  @Size(max = 500, message = "{tooLong}")
  @Pattern(
      regexp = "https?://[A-Za-z0-9.\\[\\]:_-]+(/[!-~&&[^?#]]*)?",
      message = "{provider.issuer}")
  private String issuer;

  @NotNull(message = "{required}")
  @Pattern(regexp = WORD, message = "{provider.clientId}")
  private String clientId;

  @Size(max = 2000, message = "{tooLong}")
  @Pattern(regexp = "[ -~]*", message = "{credential.secret}")
  private String secret;

  @NotNull(message = "{required}")
  @Size(max = 20, message = "{tooMany}")
  private List<
          @NotNull(message = "{required}") @Pattern(regexp = WORD, message = "{provider.word}")
          String>
      scopes = List.of("profile", "email");

  @NotEmpty(message = "{required}")
  @Size(max = 5, message = "{tooMany}")
  private List<
          @NotNull(message = "{required}") @Pattern(regexp = WORD, message = "{provider.word}")
          String>
      userNameClaims = List.of("preferred_username", "email");

  @NotNull(message = "{required}")
  @Pattern(regexp = WORD, message = "{provider.word}")
  @Size(max = 100, message = "{tooLong}")
  private String nameClaim = "name";

  @NotEmpty(message = "{required}")
  @Size(max = 5, message = "{tooMany}")
  private List<
          @NotNull(message = "{required}") @Pattern(regexp = WORD, message = "{provider.word}")
          String>
      groupClaims = List.of("groups", "roles");

  @NotNull(message = "{required}")
  @Size(max = 10, message = "{tooMany}")
  private List<
          @NotNull(message = "{required}") @Pattern(regexp = WORD, message = "{provider.word}")
          String>
      exchangeAudiences = List.of();

  @NotNull(message = "{required}")
  @DurationBetween(min = "PT15M", max = "PT24H")
  private String groupsCountFor = "PT12H";

  private boolean groupNames;

  @Size(max = 20_000, message = "{tooLong}")
  private String certificate;

  @Size(max = 20_000, message = "{tooLong}")
  private String privateKey;

  private boolean live;
  private boolean liveAnyway;
  private boolean localAccounts = true;
  private boolean personTokens;
  private Integer version;

  static IdentityProviderForm of(IdentityProvider provider) {
    IdentityProviderForm form = new IdentityProviderForm();
    form.name = provider.getName();
    form.issuer = provider.getIssuer();
    form.clientId = provider.getClientId();
    form.scopes = provider.getScopes();
    form.userNameClaims = provider.getUserNameClaims();
    form.nameClaim = provider.getNameClaim();
    form.groupClaims = provider.getGroupClaims();
    form.exchangeAudiences = provider.getExchangeAudiences();
    form.groupsCountFor = provider.getGroupsCountFor().toString();
    form.groupNames = provider.isGroupNames();
    form.live = provider.isLive();
    form.localAccounts = provider.isLocalAccounts();
    form.personTokens = provider.isPersonTokens();
    form.version = provider.getVersion();
    return form;
  }

  boolean isSecretGiven() {
    return secret != null && !secret.isEmpty();
  }

  /** Returns what is given anew of what is never shown. */
  List<String> givenSecrets() {
    List<String> given = new ArrayList<>();
    if (isSecretGiven()) {
      given.add("secret");
    }
    if (privateKey != null && !privateKey.isBlank()) {
      given.add("privateKey");
    }
    return given;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getIssuer() {
    return issuer;
  }

  public void setIssuer(String issuer) {
    this.issuer = issuer;
  }

  public String getClientId() {
    return clientId;
  }

  public void setClientId(String clientId) {
    this.clientId = clientId;
  }

  public String getSecret() {
    return secret;
  }

  public void setSecret(String secret) {
    this.secret = secret;
  }

  public List<String> getScopes() {
    return scopes;
  }

  public void setScopes(List<String> scopes) {
    this.scopes = scopes;
  }

  public List<String> getUserNameClaims() {
    return userNameClaims;
  }

  public void setUserNameClaims(List<String> userNameClaims) {
    this.userNameClaims = userNameClaims;
  }

  public String getNameClaim() {
    return nameClaim;
  }

  public void setNameClaim(String nameClaim) {
    this.nameClaim = nameClaim;
  }

  public List<String> getGroupClaims() {
    return groupClaims;
  }

  public void setGroupClaims(List<String> groupClaims) {
    this.groupClaims = groupClaims;
  }

  /** Audiences whose tokens are taken in exchange; none switches it off. */
  public List<String> getExchangeAudiences() {
    return exchangeAudiences;
  }

  public void setExchangeAudiences(List<String> exchangeAudiences) {
    this.exchangeAudiences = exchangeAudiences;
  }

  /** ISO-8601 duration. */
  public String getGroupsCountFor() {
    return groupsCountFor;
  }

  public void setGroupsCountFor(String groupsCountFor) {
    this.groupsCountFor = groupsCountFor;
  }

  /** Call it for a valid form only. */
  Duration parsedGroupsCountFor() {
    return Duration.parse(groupsCountFor.strip());
  }

  public boolean isGroupNames() {
    return groupNames;
  }

  public void setGroupNames(boolean groupNames) {
    this.groupNames = groupNames;
  }

  /** PEM; with its key, used from now on instead of the secret. Left out: as it is. */
  public String getCertificate() {
    return certificate;
  }

  public void setCertificate(String certificate) {
    this.certificate = certificate;
  }

  /** PEM, PKCS #8 without a password; only ever written. */
  public String getPrivateKey() {
    return privateKey;
  }

  public void setPrivateKey(String privateKey) {
    this.privateKey = privateKey;
  }

  public boolean isLive() {
    return live;
  }

  public void setLive(boolean live) {
    this.live = live;
  }

  /** Makes it live although nobody signed in with these settings yet; only ever written. */
  public boolean isLiveAnyway() {
    return liveAnyway;
  }

  public void setLiveAnyway(boolean liveAnyway) {
    this.liveAnyway = liveAnyway;
  }

  public boolean isLocalAccounts() {
    return localAccounts;
  }

  public void setLocalAccounts(boolean localAccounts) {
    this.localAccounts = localAccounts;
  }

  public boolean isPersonTokens() {
    return personTokens;
  }

  public void setPersonTokens(boolean personTokens) {
    this.personTokens = personTokens;
  }

  @Override
  public Integer getVersion() {
    return version;
  }

  @Override
  public void setVersion(Integer version) {
    this.version = version;
  }
}
