package io.lakegate.person;

import io.lakegate.platform.web.Cookies;
import io.lakegate.platform.web.Pages;
import io.lakegate.tenant.CurrentTenant;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.omnifaces.util.Faces;

@Named
@RequestScoped
public class SignInBacking {
  /** What our own addresses are made of: no dots or escapes that lead elsewhere once resolved. */
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9/_-]+(\\?[!-\\[\\]-~]*)?");

  @Inject SignInService signIns;
  @Inject CurrentTenant tenant;

  private String userName;
  private String password;
  private String back;

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
    Pages.redirectTo(destination());
  }

  /** Only an address below this very tenant: a link must not lead somewhere else after sign-in. */
  private String destination() {
    String home = "/" + tenant.getSlug() + "/";
    boolean ours = back != null && back.startsWith(home) && ADDRESS.matcher(back).matches();
    return ours ? back : home;
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
