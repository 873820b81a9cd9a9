package io.lakegate.console;

import io.lakegate.history.HistoryRow;
import io.lakegate.history.HistoryService;
import io.lakegate.history.StatementFilter;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.web.Commands;
import io.lakegate.platform.web.FormTokens;
import io.lakegate.platform.web.Pages;
import io.lakegate.session.LaunchForm;
import io.lakegate.session.Session;
import io.lakegate.session.SessionFilter;
import io.lakegate.session.SessionService;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementState;
import io.lakegate.sessionprofile.SessionProfile;
import io.lakegate.sessionprofile.SessionProfileService;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.omnifaces.util.Faces;

/**
 * The home page: what is going on and what can be done. It makes a fixed number of queries, however
 * much there is.
 */
@Named
@RequestScoped
public class HomeBacking {
  private static final Duration RECENT = Duration.ofDays(1);
  private static final int REMEMBERED = 50;
  private static final int PROFILES = 8;
  private static final int STATEMENTS = 8;
  private static final int LOST = 5;

  @Inject SessionService sessions;
  @Inject HistoryService history;
  @Inject SessionProfileService profileService;
  @Inject WorkspaceService workspaces;
  @Inject IdentityProviderService providers;
  @Inject CurrentCaller current;
  @Inject Clock clock;

  private String q;
  private boolean loaded;
  private List<SessionRow> live = List.of();
  private List<SessionRow> failed = List.of();
  private List<LaunchChoice> profiles = List.of();
  private List<HistoryRow> last = List.of();
  private List<Statement> lost = List.of();
  private Instant certificateEnd;

  public void load() {
    loaded = true;
    Caller caller = current.get();
    if (caller.isOperator()) {
      return;
    }
    boolean editor = current.isEditor();
    String own = editor ? caller.userName() : null;
    // Administrators look after everybody's; the others after their own.
    String watched = current.isAdministrator() ? null : caller.userName();
    Instant since = clock.instant().minus(RECENT);
    if (editor) {
      live = rows(sessions.listOwnLive(caller.tenant(), caller), caller);
      List<Session> launched = list(caller, caller.userName(), null);
      profiles = profiles(caller, launched);
      failed =
          rows(list(caller, watched, false), caller).stream()
              .filter(SessionRow::isFailed)
              .filter(row -> row.getSession().getEndedAt().isAfter(since))
              .toList();
      lost =
          history.list(
              caller.tenant(), caller, by(watched, StatementState.LOST, since), null, LOST);
    }
    certificateEnd = providers.certificateEnd(caller.tenant(), caller).orElse(null);
    last = history.listRows(caller.tenant(), caller, by(own, null, null), null, STATEMENTS);
  }

  private static List<SessionRow> rows(List<Session> found, Caller caller) {
    return found.stream().map(session -> new SessionRow(session, caller)).toList();
  }

  private List<Session> list(Caller caller, String owner, Boolean alive) {
    SessionFilter filter = new SessionFilter(owner, null, null, null, alive);
    return sessions.list(caller.tenant(), caller, filter, null, REMEMBERED);
  }

  private static StatementFilter by(String person, StatementState state, Instant from) {
    return new StatementFilter(null, state, null, null, person, null, null, null, from, null);
  }

  /**
   * Returns the profiles the caller may launch: first those that are ready, among them the most
   * recently launched, then by name.
   */
  private List<LaunchChoice> profiles(Caller caller, List<Session> launched) {
    Predicate<SessionProfile> ready = LaunchChoice.readiness(workspaces, caller);
    List<UUID> order = launched.stream().map(Session::getProfileId).distinct().toList();
    return profileService
        .list(caller.tenant(), caller, ListQuery.of(q, null, String.valueOf(REMEMBERED)))
        .stream()
        .filter(profile -> caller.may(Operation.LAUNCH_SESSION, profile.getWorkspaceId()))
        .map(profile -> new LaunchChoice(profile, ready.test(profile)))
        .sorted(
            Comparator.comparing(LaunchChoice::isReady, Comparator.reverseOrder())
                .thenComparingInt(choice -> rank(order, choice.getProfile())))
        .limit(PROFILES)
        .toList();
  }

  private static int rank(List<UUID> order, SessionProfile profile) {
    int index = order.indexOf(profile.getId());
    return index < 0 ? Integer.MAX_VALUE : index;
  }

  /** The button's value names the profile; the same form sent twice starts one session. */
  public void command() {
    UUID profile = Commands.id("launch");
    if (profile != null) {
      Caller caller = current.get();
      LaunchForm form = new LaunchForm();
      form.setProfileId(profile);
      String key = FormTokens.keyOf(Faces.getRequest());
      Session session = sessions.launch(caller.tenant(), caller, form, key);
      Pages.redirect("/sessions/" + session.getId());
    }
  }

  private void ensureLoaded() {
    if (!loaded) {
      load();
    }
  }

  public List<SessionRow> getLive() {
    ensureLoaded();
    return live;
  }

  public List<SessionRow> getFailed() {
    ensureLoaded();
    return failed;
  }

  public List<Statement> getLost() {
    ensureLoaded();
    return lost;
  }

  public boolean isAttention() {
    return !getFailed().isEmpty() || !getLost().isEmpty() || certificateEnd != null;
  }

  /**
   * When the provider refuses, or began to refuse, Lakegate's certificate; null unless that is near
   * and the person can do something about it.
   */
  public Instant getCertificateEnd() {
    ensureLoaded();
    return certificateEnd;
  }

  public boolean isCertificateExpired() {
    return getCertificateEnd() != null && !clock.instant().isBefore(certificateEnd);
  }

  public List<LaunchChoice> getProfiles() {
    ensureLoaded();
    return profiles;
  }

  public List<HistoryRow> getLast() {
    ensureLoaded();
    return last;
  }

  public String getQ() {
    return q;
  }

  public void setQ(String q) {
    this.q = q;
  }
}
