package io.lakegate.person;

import io.lakegate.persontoken.OwnTokens;
import io.lakegate.persontoken.PersonTokenService;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.web.Cookies;
import io.lakegate.platform.web.FormTokens;
import io.lakegate.platform.web.Pages;
import io.lakegate.tenant.CurrentTenant;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.omnifaces.util.Faces;

/** The page of the person who is signed in: their rights, their sign-ins and their tokens. */
@Named
@RequestScoped
public class MeBacking {
  private static final int LISTED = 100;

  @Inject SignInService signIns;
  @Inject PersonService people;
  @Inject RestTokenService tokens;
  @Inject PersonTokenService personTokens;
  @Inject CurrentCaller current;
  @Inject CurrentTenant tenant;

  private List<SignIn> ownSignIns = List.of();
  private List<RestToken> ownTokens = List.of();
  private Map<UUID, String> makers = Map.of();
  private RestTokenForm form = new RestTokenForm();
  private RestTokenService.Issued issued;
  private String secret;
  private String role;
  private boolean local;
  private Instant groupsCountUntil;
  private OwnTokens backendTokens;

  @PostConstruct
  void open() {
    Caller caller = current.get();
    secret = Cookies.find(Faces.getRequest(), tenant.getSlug()).orElse("");
    ownSignIns = signIns.listOwn(caller.tenant(), caller);
    Person own = people.find(caller.tenant(), caller.personId()).orElseThrow();
    local = own.isLocal();
    if (!local) {
      groupsCountUntil = signIns.groupsCountUntil(caller.tenant(), own);
      backendTokens = personTokens.own(caller.tenant(), caller);
    }
    readTokens();
    beginToken();
  }

  private void readTokens() {
    Caller caller = current.get();
    ownTokens = tokens.list(caller.tenant(), caller, false, null, LISTED - 1);
    makers = tokens.namesOfMakers(caller.tenant(), ownTokens);
  }

  private void beginToken() {
    form = new RestTokenForm();
    form.setExpiresIn("PT8H");
    role = current.get().role().title();
  }

  /** No redirect: the answer to this very request is the only page that shows the token. */
  public void createToken() {
    Caller caller = current.get();
    form.setRoles(List.of(role == null ? "" : role));
    issued = tokens.create(caller.tenant(), caller, form, FormTokens.keyOf(Faces.getRequest()));
    readTokens();
    beginToken();
  }

  public void revokeToken() {
    Caller caller = current.get();
    RestToken revoking = getRevoking();
    if (revoking != null) {
      tokens.revoke(caller.tenant(), caller, revoking.getId());
    }
    Pages.redirect("/me", "revoked");
  }

  public void endOthers() {
    Caller caller = current.get();
    signIns.endOthers(caller.tenant(), caller, secret);
    Pages.redirect("/me", "ended");
  }

  /** The token the address asks to revoke; null when there is none to revoke. */
  public RestToken getRevoking() {
    String asked = Faces.getRequestParameter("revoke");
    return ownTokens.stream()
        .filter(token -> token.getId().toString().equals(asked) && isActive(token))
        .findFirst()
        .orElse(null);
  }

  public boolean isActive(RestToken token) {
    return tokens.state(token).equals("ACTIVE");
  }

  public String state(RestToken token) {
    return tokens.state(token);
  }

  /** The name of the token it was made with; null where there is none. */
  public String maker(RestToken token) {
    return token.getMadeWith() == null ? null : makers.get(token.getMadeWith());
  }

  public boolean isThisBrowser(SignIn signIn) {
    return signIn.isBehind(secret);
  }

  public boolean isSignedInElsewhere() {
    return ownSignIns.size() > 1;
  }

  public List<Operation> getAllowed() {
    return operations(true);
  }

  /** Returns what the roles above allow; for operators, who stand apart, there are none. */
  public List<Operation> getRefused() {
    return current.get().isOperator() ? List.of() : operations(false);
  }

  private List<Operation> operations(boolean allowed) {
    Caller caller = current.get();
    return Arrays.stream(Operation.values())
        .filter(operation -> caller.isOperator() || operation.role() != Role.OPERATORS)
        .filter(operation -> isAllowed(caller, operation) == allowed)
        .toList();
  }

  private static boolean isAllowed(Caller caller, Operation operation) {
    return caller.may(operation) || operation == Operation.OWN_TOKENS;
  }

  /** When the provider is asked again which groups one is in; null for a local account. */
  public Instant getGroupsCountUntil() {
    return groupsCountUntil;
  }

  /** Returns what opens backends that take people's own tokens; null for a local account. */
  public OwnTokens getBackendTokens() {
    return backendTokens;
  }

  public boolean isLocal() {
    return local;
  }

  public List<String> getRoles() {
    return current.get().role().titles();
  }

  public List<SignIn> getSignIns() {
    return ownSignIns;
  }

  public List<RestToken> getTokens() {
    return ownTokens;
  }

  /** The text of the token just made; null on every other page. */
  public String getIssuedToken() {
    return issued == null ? null : issued.token();
  }

  public RestToken getIssuedRow() {
    return issued == null ? null : issued.row();
  }

  public RestTokenForm getForm() {
    return form;
  }

  public String getRole() {
    return role;
  }

  public void setRole(String role) {
    this.role = role;
  }
}
