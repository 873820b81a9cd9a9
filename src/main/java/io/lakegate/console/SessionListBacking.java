package io.lakegate.console;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.TimeCursor;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.Operation;
import io.lakegate.platform.web.Address;
import io.lakegate.platform.web.Commands;
import io.lakegate.platform.web.FilterMenu;
import io.lakegate.platform.web.FormTokens;
import io.lakegate.platform.web.Pages;
import io.lakegate.platform.web.Texts;
import io.lakegate.session.LaunchForm;
import io.lakegate.session.Session;
import io.lakegate.session.SessionFilter;
import io.lakegate.session.SessionService;
import io.lakegate.session.SessionState;
import io.lakegate.sessionprofile.SessionProfile;
import io.lakegate.sessionprofile.SessionProfileService;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.omnifaces.util.Faces;

/** Live and past sessions, and launching one. The list's state is in its address. */
@Named
@RequestScoped
public class SessionListBacking {
  private static final int ROWS = 25;

  @Inject SessionService sessions;
  @Inject SessionProfileService profileService;
  @Inject WorkspaceService workspaces;
  @Inject CurrentCaller current;

  private final LaunchForm form = new LaunchForm();
  private String owner;
  private String life;
  private String state;
  private String profileId;
  private String after;
  private List<SessionRow> rows;
  private List<SessionProfile> profiles;
  private List<SessionProfile> launchable;
  private String next;

  /** Reads the list; {@code BAD_CURSOR}, {@code INVALID} for a word of the address that is none. */
  public void load() {
    rows = List.of();
    Caller caller = current.get();
    List<Session> found =
        sessions.list(caller.tenant(), caller, filter(caller), TimeCursor.parse(after), ROWS + 1);
    boolean more = found.size() > ROWS;
    rows = found.stream().limit(ROWS).map(session -> new SessionRow(session, caller)).toList();
    if (more) {
      Session last = rows.get(ROWS - 1).getSession();
      next = address().with("after", new TimeCursor(last.getCreatedAt(), last.getId())).toString();
    }
  }

  private SessionFilter filter(Caller caller) {
    String of = "me".equals(owner) ? caller.userName() : owner;
    Boolean live = life == null ? null : life.equals("live");
    return new SessionFilter(of, profile(), null, wantedState(), live);
  }

  private SessionState wantedState() {
    try {
      return state == null ? null : SessionState.valueOf(state.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw LakegateException.invalid(
          "state", "Use one of " + Arrays.toString(SessionState.values()) + ".");
    }
  }

  private UUID profile() {
    try {
      return profileId == null ? null : UUID.fromString(profileId);
    } catch (IllegalArgumentException e) {
      throw LakegateException.invalid("profile", "Use a profile's id.");
    }
  }

  private static Address page() {
    return Address.of(Faces.getRequestContextPath() + "/sessions");
  }

  private Address address() {
    return page()
        .with("owner", owner)
        .with("show", life)
        .with("state", state)
        .with("profile", profileId);
  }

  /** Stores the wish and goes to the console; the same form sent twice starts one session. */
  public void launch() {
    Caller caller = current.get();
    Session session =
        sessions.launch(caller.tenant(), caller, form, FormTokens.keyOf(Faces.getRequest()));
    Pages.redirect("/sessions/" + session.getId());
  }

  /** A row's own button: its value names the session. */
  public void command() {
    Caller caller = current.get();
    UUID id = Commands.id("stop");
    if (id != null) {
      sessions.stop(caller.tenant(), caller, id);
      Pages.redirectTo(address().toString());
    }
  }

  public List<FilterMenu> getFilters() {
    FilterMenu.Builder states =
        new FilterMenu.Builder("state", Texts.text("sessions.state"), address(), state)
            .choice(Texts.text("filter.any"), null);
    for (SessionState each : SessionState.values()) {
      states.choice(Texts.state(each, null), each.name().toLowerCase(Locale.ROOT));
    }
    FilterMenu.Builder ofProfile =
        new FilterMenu.Builder("profile", Texts.text("sessions.profile"), address(), profileId)
            .choice(Texts.text("filter.any"), null);
    getProfiles().forEach(each -> ofProfile.choice(each.getName(), each.getId()));
    return List.of(
        new FilterMenu.Builder("owner", Texts.text("sessions.owner"), address(), owner)
            .choice(Texts.text("filter.everybody"), null)
            .choice(Texts.text("filter.me"), "me")
            .build(),
        new FilterMenu.Builder("show", Texts.text("sessions.show"), address(), life)
            .choice(Texts.text("sessions.all"), null)
            .choice(Texts.text("sessions.live"), "live")
            .choice(Texts.text("sessions.ended"), "ended")
            .build(),
        states.build(),
        ofProfile.build());
  }

  public boolean isFiltered() {
    return !address().query().isEmpty();
  }

  public String getWithoutFilters() {
    return page().toString();
  }

  public String getFirst() {
    return after == null ? null : address().toString();
  }

  public String getNext() {
    return next;
  }

  /** Read when a form that was refused is shown again, too. */
  public List<SessionRow> getRows() {
    if (rows == null) {
      load();
    }
    return rows;
  }

  public List<SessionProfile> getProfiles() {
    if (profiles == null) {
      Caller caller = current.get();
      profiles = profileService.list(caller.tenant(), caller, ListQuery.all());
    }
    return profiles;
  }

  /** The profiles from which this person can start sessions now. */
  public List<SessionProfile> getLaunchable() {
    if (launchable == null) {
      Caller caller = current.get();
      launchable =
          getProfiles().stream()
              .filter(profile -> caller.may(Operation.LAUNCH_SESSION, profile.getWorkspaceId()))
              .filter(LaunchChoice.readiness(workspaces, caller))
              .toList();
    }
    return launchable;
  }

  public LaunchForm getForm() {
    return form;
  }

  public String getOwner() {
    return owner;
  }

  public void setOwner(String owner) {
    this.owner = owner;
  }

  public String getLife() {
    return life;
  }

  public void setLife(String life) {
    this.life = life;
  }

  public String getState() {
    return state;
  }

  public void setState(String state) {
    this.state = state;
  }

  public String getProfileId() {
    return profileId;
  }

  public void setProfileId(String profileId) {
    this.profileId = profileId;
  }

  public String getAfter() {
    return after;
  }

  public void setAfter(String after) {
    this.after = after;
  }
}
