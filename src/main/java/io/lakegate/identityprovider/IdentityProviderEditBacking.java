package io.lakegate.identityprovider;

import io.lakegate.audit.AuditFilter;
import io.lakegate.audit.AuditTrailService;
import io.lakegate.platform.json.BoundedJson;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.EditConflict;
import io.lakegate.platform.web.Pages;
import io.lakegate.platform.web.PublicUrl;
import io.lakegate.platform.web.ToldFailure;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.component.UIInput;
import jakarta.faces.event.ComponentSystemEvent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.omnifaces.util.Faces;

@Named
@RequestScoped
public class IdentityProviderEditBacking {
  private static final String PAGE = "/admin/sign-in";
  private static final List<String> COMPARED =
      List.of(
          "name",
          "issuer",
          "clientId",
          "scopes",
          "userNameClaims",
          "groupClaims",
          "nameClaim",
          "groupNames",
          "groupsCountFor",
          "exchangeAudiences",
          "live",
          "localAccounts",
          "personTokens");

  @Inject IdentityProviderService providers;
  @Inject AuditTrailService trail;
  @Inject CurrentCaller current;
  @Inject Clock clock;

  private IdentityProvider stored;
  private ProviderTrial trial;
  private IdentityProviderForm form = new IdentityProviderForm();
  private final EditConflict<IdentityProviderForm> conflict =
      new EditConflict<>("provider", COMPARED);
  private Map<String, String> findings = Map.of();
  private Map<String, String> claims = Map.of();
  private Map<String, String> userInfoClaims = Map.of();
  private List<Map<String, String>> groupClaims = List.of();
  private boolean tried;
  private String problem;

  @PostConstruct
  void open() {
    Caller caller = current.get();
    stored = providers.find(caller.tenant()).orElse(null);
    trial = providers.findTrial(caller.tenant(), caller).orElse(null);
    if (trial != null) {
      readFindings(trial.getFindings());
    }
    tried = stored != null && providers.isTried(caller.tenant(), stored);
    problem = problem(caller, ToldFailure.parse(Faces.getRequestAttribute("done")).reference());
  }

  /** Why a trial did not reach the provider, as the audit trail keeps it. */
  private String problem(Caller caller, String reference) {
    if (reference.isEmpty()) {
      return null;
    }
    AuditFilter failure = new AuditFilter(null, null, reference, null, null, null, null);
    return trail.list(caller.tenant(), caller, failure, null, 1).stream()
        .findFirst()
        .map(event -> json(event.getAfter()).getString("problem", null))
        .orElse(null);
  }

  private static JsonObject json(String text) {
    return BoundedJson.object(text == null ? "{}" : text);
  }

  private void readFindings(String text) {
    JsonObject json = json(text);
    findings = texts(json);
    claims = texts(json.getJsonObject("claims"));
    if (json.containsKey("groupClaims")) {
      userInfoClaims = texts(json.getJsonObject("userInfoClaims"));
      groupClaims =
          json.getJsonArray("groupClaims").getValuesAs(JsonObject.class).stream()
              .map(IdentityProviderEditBacking::texts)
              .toList();
    }
  }

  private static Map<String, String> texts(JsonObject json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.forEach((name, value) -> texts.put(name, text(value)));
    return texts;
  }

  private static String text(JsonValue value) {
    if (value instanceof JsonString string) {
      return string.getString();
    }
    if (value instanceof JsonArray several) {
      return several.stream()
          .map(IdentityProviderEditBacking::text)
          .collect(Collectors.joining(", "));
    }
    return value.toString();
  }

  public void load() {
    if (stored != null) {
      form = IdentityProviderForm.of(stored);
    }
  }

  public void save() {
    Caller caller = current.get();
    if (stored != null && conflict.isFound(form, IdentityProviderForm.of(stored))) {
      return;
    }
    providers.save(caller.tenant(), caller, form);
    Pages.redirect(PAGE, "saved");
  }

  /** A field for a secret comes back empty, as one for a password does. */
  public void forget(ComponentSystemEvent event) {
    if (event.getComponent() instanceof UIInput input) {
      form.setPrivateKey(null);
      input.setSubmittedValue(null);
      input.setValue(null);
      input.setLocalValueSet(false);
    }
  }

  public void delete() {
    load();
    Caller caller = current.get();
    providers.delete(caller.tenant(), caller);
    Pages.redirect(PAGE);
  }

  public void prepareCertificate() {
    Caller caller = current.get();
    providers.prepareCertificate(caller.tenant(), caller);
    Pages.redirect(PAGE, "saved");
  }

  public void useCertificate() {
    Caller caller = current.get();
    providers.useCertificate(caller.tenant(), caller);
    Pages.redirect(PAGE, "saved");
  }

  public void removeCertificate() {
    Caller caller = current.get();
    providers.removeCertificate(caller.tenant(), caller);
    Pages.redirect(PAGE, "saved");
  }

  /** The file for the provider; there is nothing secret in it. */
  public void download() {
    byte[] pem = getNextCertificate().pem().getBytes(StandardCharsets.US_ASCII);
    Faces.sendFile(pem, "lakegate.cer", true);
  }

  /** Returns null where a secret proves Lakegate. */
  public ClientCertificateView getCertificate() {
    return stored == null ? null : ClientCertificateView.of(stored.getCertificate());
  }

  /** Returns null while none is prepared. */
  public ClientCertificateView getNextCertificate() {
    return stored == null ? null : ClientCertificateView.of(stored.getNextCertificate());
  }

  public boolean isCertificateExpired() {
    ClientCertificateView used = getCertificate();
    return used != null && used.isExpired(clock.instant());
  }

  /** Soon, and not yet. */
  public boolean isCertificateExpiring() {
    ClientCertificateView used = getCertificate();
    return used != null && used.isExpiring(clock.instant()) && !used.isExpired(clock.instant());
  }

  public boolean isNew() {
    return stored == null;
  }

  public IdentityProvider getStored() {
    return stored;
  }

  /** Returns null before the first. */
  public ProviderTrial getTrial() {
    return trial;
  }

  public String getStoredName() {
    return stored == null ? "" : stored.getName();
  }

  public boolean isSecretSet() {
    return stored != null && stored.isSecretSet();
  }

  /** Nothing refers to it. */
  public List<String> getUsedBy() {
    return List.of();
  }

  /** Returns what is registered at the provider. */
  public String getRedirectUri() {
    return PublicUrl.of(Faces.getRequest(), Faces.getRequestContextPath() + "/sign-in/callback");
  }

  public String getLogoutUri() {
    return PublicUrl.of(Faces.getRequest(), Faces.getRequestContextPath() + "/sign-in/ended");
  }

  /** Why the trial that was just begun did not reach the provider; null when it did. */
  public String getProblem() {
    return problem;
  }

  /** Returns whether somebody signed in with exactly the settings that are stored. */
  public boolean isTried() {
    return tried;
  }

  public Map<String, String> getFindings() {
    return findings;
  }

  public List<Map.Entry<String, String>> getClaims() {
    return List.copyOf(claims.entrySet());
  }

  public List<Map.Entry<String, String>> getUserInfoClaims() {
    return List.copyOf(userInfoClaims.entrySet());
  }

  /** Returns what came under each configured claim with groups. */
  public List<Map<String, String>> getGroupClaims() {
    return groupClaims;
  }

  public IdentityProviderForm getForm() {
    return form;
  }

  public EditConflict<IdentityProviderForm> getConflict() {
    return conflict;
  }
}
