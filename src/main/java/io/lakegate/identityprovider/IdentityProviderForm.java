package io.lakegate.identityprovider;

import io.lakegate.platform.form.Name;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/** What an administrator gives; the secret is only ever written, and kept when left out. */
public class IdentityProviderForm {
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

  private boolean live;
  private boolean localAccounts = true;
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
    form.live = provider.isLive();
    form.localAccounts = provider.isLocalAccounts();
    form.version = provider.getVersion();
    return form;
  }

  boolean isSecretGiven() {
    return secret != null && !secret.isEmpty();
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

  public boolean isLive() {
    return live;
  }

  public void setLive(boolean live) {
    this.live = live;
  }

  public boolean isLocalAccounts() {
    return localAccounts;
  }

  public void setLocalAccounts(boolean localAccounts) {
    this.localAccounts = localAccounts;
  }

  public Integer getVersion() {
    return version;
  }

  public void setVersion(Integer version) {
    this.version = version;
  }
}
