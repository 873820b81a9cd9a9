package io.lakegate.person;

import io.lakegate.identityprovider.IdentityProvider;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Cookies;
import io.lakegate.platform.web.Pages;
import io.lakegate.session.Session;
import io.lakegate.session.SessionService;
import io.lakegate.tenant.CurrentTenant;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.omnifaces.util.Faces;

/** Signing out, and what keeps running without the person. */
@Named
@RequestScoped
public class SignOutBacking {
  @Inject SignInService signIns;
  @Inject SessionService sessions;
  @Inject IdentityProviderService providers;
  @Inject CurrentCaller current;
  @Inject CurrentTenant tenant;

  private List<Session> live = List.of();

  @PostConstruct
  void open() {
    current.find().ifPresent(caller -> live = sessions.listOwnLive(caller.tenant(), caller));
  }

  /** Stops the sessions that were ticked, then forgets the browser. */
  public void signOut() {
    current.find().ifPresent(this::stopTicked);
    HttpServletRequest request = Faces.getRequest();
    Cookies.find(request, tenant.getSlug())
        .ifPresent(secret -> signIns.signOut(tenant.get().tenantId(), secret));
    Cookies.clear(request, Faces.getResponse(), tenant.getSlug());
    Pages.redirect("/sign-out");
  }

  private void stopTicked(Caller caller) {
    String[] ticked = Faces.getRequest().getParameterValues("stop");
    Set<String> ids = ticked == null ? Set.of() : new HashSet<>(List.of(ticked));
    live.stream()
        .filter(session -> ids.contains(session.getId().toString()))
        .forEach(session -> sessions.stop(caller.tenant(), caller, session.getId()));
  }

  /** Returns where people may be signed in still; null without a provider. */
  public String getProviderName() {
    return providers
        .find(tenant.get().tenantId())
        .filter(IdentityProvider::isLive)
        .map(IdentityProvider::getName)
        .orElse(null);
  }

  public List<Session> getLive() {
    return live;
  }
}
