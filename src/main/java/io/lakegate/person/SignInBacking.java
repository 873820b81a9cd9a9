package io.lakegate.person;

import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.web.Cookies;
import io.lakegate.platform.web.Pages;
import io.lakegate.platform.web.ToldFailure;
import io.lakegate.tenant.CurrentTenant;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.omnifaces.util.Faces;

@Named
@RequestScoped
public class SignInBacking {
  /** Codes of the failures of a sign-in with the provider that have a sentence of their own. */
  private static final Set<String> PROBLEMS =
      Stream.of(
              ErrorCode.PROVIDER_SIGN_IN_OVER,
              ErrorCode.PROVIDER_REFUSED,
              ErrorCode.PROVIDER_WANTS_MORE,
              ErrorCode.RIGHTS_LAPSED,
              ErrorCode.PROVIDER_NOT_TRUSTED,
              ErrorCode.PROVIDER_UNREACHABLE,
              ErrorCode.PROVIDER_BAD_ANSWER,
              ErrorCode.ACCOUNT_OF_THAT_NAME,
              ErrorCode.HOST_NOT_ALLOWED,
              ErrorCode.INTERNAL)
          .map(ErrorCode::name)
          .collect(Collectors.toSet());

  /** Codes of the failures that need no administrator. */
  private static final Set<String> ORDINARY =
      Set.of(
          ErrorCode.PROVIDER_SIGN_IN_OVER.name(),
          ErrorCode.PROVIDER_WANTS_MORE.name(),
          ErrorCode.RIGHTS_LAPSED.name());

  @Inject SignInService signIns;
  @Inject IdentityProviderService providers;
  @Inject CurrentTenant tenant;

  private String userName;
  private String password;
  private String back;
  private Optional<IdentityProvider> provider;

  /** Signs in and goes back to where the person came from. */
  public void signIn() {
    HttpServletRequest request = Faces.getRequest();
    HttpServletResponse response = Faces.getResponse();
    String secret =
        signIns.signIn(tenant.get().tenantId(), userName, password, SignInOrigin.of(request));
    // Nothing that was known before the sign-in is worth anything after it.
    if (request.getSession(false) != null) {
      request.getSession().invalidate();
    }
    Cookies.set(request, response, tenant.getSlug(), secret);
    Pages.redirectTo(ReturnAddress.within(tenant.getSlug(), back));
  }

  /** The provider people may sign in with; null where there is none. */
  public String getProviderName() {
    return provider().filter(IdentityProvider::isLive).map(IdentityProvider::getName).orElse(null);
  }

  public boolean isLocalAccounts() {
    return provider().map(IdentityProvider::isLocalAccounts).orElse(true);
  }

  /** Read once: the page asks several times. */
  private Optional<IdentityProvider> provider() {
    if (provider == null) {
      provider = providers.find(tenant.get().tenantId());
    }
    return provider;
  }

  /** Returns where signing in with the provider begins, and where it leads back to. */
  public String getProviderAddress() {
    return "/sign-in/provider" + Pages.query("back", back);
  }

  /** The key of what went wrong on the way to the provider and back; null when nothing did. */
  public String getProblem() {
    String code = told().code();
    return PROBLEMS.contains(code) ? "signIn.problem." + code : null;
  }

  /**
   * The reference by which an administrator finds the reason in the audit trail; empty where
   * signing in again is all it takes.
   */
  public String getReference() {
    ToldFailure told = told();
    return ORDINARY.contains(told.code()) ? "" : told.reference();
  }

  private static ToldFailure told() {
    return ToldFailure.parse(Faces.getRequestAttribute("done"));
  }

  public String getUserName() {
    return userName;
  }

  public void setUserName(String userName) {
    this.userName = userName;
  }

  public String getPassword() {
    return password;
  }

  public void setPassword(String password) {
    this.password = password;
  }

  public String getBack() {
    return back;
  }

  public void setBack(String back) {
    this.back = back;
  }
}
