package io.lakegate.console;

import io.lakegate.history.StatementItem;
import io.lakegate.output.OutputMask;
import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Commands;
import io.lakegate.platform.web.FormTokens;
import io.lakegate.platform.web.Pages;
import io.lakegate.platform.web.Texts;
import io.lakegate.session.LaunchForm;
import io.lakegate.session.Session;
import io.lakegate.session.SessionService;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementForm;
import io.lakegate.session.StatementService;
import io.lakegate.workspace.RunnableKinds;
import io.lakegate.workspace.Workspace;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.omnifaces.util.Faces;

/**
 * One session: its stream of statements, its composer, its facts. The first answer is whole; a
 * script then keeps it up to date.
 */
@Named
@RequestScoped
public class SessionConsoleBacking {
  private static final int SHOWN = 50;

  /** A script sends the composer's form with this, and keeps the page. */
  private static final String BACKGROUND = "X-Lakegate-Background";

  @Inject SessionService sessions;
  @Inject StatementService statements;
  @Inject SessionFactsBacking factsBacking;
  @Inject WorkspaceService workspaces;
  @Inject CurrentCaller current;
  @Inject Clock clock;

  private final StatementForm form = new StatementForm();
  private Integer before;
  private UUID edit;
  private List<StatementItem> items;

  /** {@code SESSION_NOT_FOUND}. Has the log read again soon, for Editors. */
  public void load() {
    Caller caller = current.get();
    Session session = getFacts().getSession();
    sessions.refreshLog(caller.tenant(), caller, session.getId());
    if (Faces.getRequestHeader("X-Lakegate-Refresh") == null) {
      sessions.recordView(caller.tenant(), caller, session);
    }
    form.setKind(session.getKind());
    if (edit != null) {
      Statement again = statements.get(caller.tenant(), caller, edit);
      form.setCode(OutputMask.code(caller, again.getSubmittedBy(), again.getCode()));
      form.setKind(again.getKind());
    }
  }

  private List<StatementItem> read() {
    Caller caller = current.get();
    Session session = getFacts().getSession();
    int upTo = before == null ? Integer.MAX_VALUE : before;
    List<Statement> shown =
        statements.listNewest(caller.tenant(), caller, session.getId(), upTo, SHOWN);
    Map<UUID, String> outputs =
        statements.findOutputs(
            caller.tenant(),
            caller,
            shown.stream().filter(Statement::hasOutput).map(Statement::getId).toList(),
            StatementItem.MAX_IN_STREAM);
    Statement present =
        statements.findPresent(caller.tenant(), caller, session.getId()).orElse(null);
    boolean usable = getFacts().getRow().isUsable();
    Instant now = clock.instant();
    return shown.stream()
        .map(
            each ->
                new StatementItem(each, outputs.get(each.getId()), present, session, usable, now))
        .toList();
  }

  /** Stores the code to be run; the same form sent twice runs it once. */
  public void run() {
    Caller caller = current.get();
    UUID id = sessionId();
    statements.submit(caller.tenant(), caller, id, form, FormTokens.keyOf(Faces.getRequest()));
    if (Faces.getRequestHeader(BACKGROUND) == null) {
      Pages.redirect("/sessions/" + id + "#composer");
    } else {
      Faces.getResponse().setHeader("X-Lakegate-Token", FormTokens.next(Faces.getRequest()));
      Faces.getResponse().setStatus(204);
      Faces.responseComplete();
    }
  }

  /** The page's other buttons: their names say what to do, their values with what. */
  public void command() {
    Caller caller = current.get();
    UUID id = sessionId();
    UUID cancelled = Commands.id("cancel");
    if (cancelled != null) {
      statements.cancel(caller.tenant(), caller, id, cancelled);
      Pages.redirect("/sessions/" + id + "#statement-" + cancelled);
    } else if (Commands.id("giveUp") != null) {
      UUID givenUp = Commands.id("giveUp");
      statements.giveUp(caller.tenant(), caller, id, givenUp);
      Pages.redirect("/sessions/" + id + "#statement-" + givenUp);
    } else if (Commands.isPressed("keep")) {
      sessions.keep(caller.tenant(), caller, id);
      Pages.redirect("/sessions/" + id);
    } else if (Commands.isPressed("stop")) {
      sessions.stop(caller.tenant(), caller, id);
      Pages.redirect("/sessions/" + id);
    } else if (Commands.isPressed("again")) {
      launchAgain(caller, id);
    }
  }

  /** Launches a session from the same profile, with its present settings, under the same name. */
  private void launchAgain(Caller caller, UUID id) {
    Session session = sessions.get(caller.tenant(), caller, id);
    LaunchForm launch = new LaunchForm();
    launch.setProfileId(session.getProfileId());
    launch.setName(session.getName());
    String key = "again " + FormTokens.keyOf(Faces.getRequest());
    Session started = sessions.launch(caller.tenant(), caller, launch, key);
    Pages.redirect("/sessions/" + started.getId());
  }

  private static UUID sessionId() {
    return Pages.id().orElseThrow(() -> new LakegateException(ErrorCode.SESSION_NOT_FOUND));
  }

  public SessionFacts getFacts() {
    return factsBacking.getFacts();
  }

  /** The state of the session, which precedes its name in the tab's title. */
  public String getTabState() {
    return Texts.state(getFacts().getSession().getState(), null) + " · ";
  }

  public List<StatementItem> getItems() {
    if (items == null) {
      items = read();
    }
    return items;
  }

  /** Address of the statements before the first that is shown; null when that is the first. */
  public String getEarlier() {
    Optional<StatementItem> first = getItems().stream().findFirst();
    return first
        .map(item -> item.getStatement().getNumber())
        .filter(number -> number > 1)
        .map(number -> getAddress() + "?before=" + number)
        .orElse(null);
  }

  public boolean isNewestShown() {
    return before == null;
  }

  public String getAddress() {
    return Faces.getRequestContextPath() + "/sessions/" + getFacts().getSession().getId();
  }

  /** Livy's words of the kinds that the session can run, and their own names. */
  public Map<String, String> getKinds() {
    Caller caller = current.get();
    Session session = getFacts().getSession();
    RunnableKinds runnable = RunnableKinds.configured();
    Optional<Workspace> workspace =
        runnable.isLimited()
            ? workspaces.list(caller.tenant(), caller, ListQuery.all()).stream()
                .filter(each -> each.getId().equals(session.getWorkspaceId()))
                .findFirst()
            : Optional.empty();
    Map<String, String> kinds = new LinkedHashMap<>();
    StatementForm.KINDS.stream()
        .filter(
            kind ->
                kind.equals(form.getKind())
                    || workspace.map(each -> runnable.canRun(each, kind)).orElse(true))
        .forEach(kind -> kinds.put(Texts.kind(kind), kind));
    return kinds;
  }

  public int getLongestCode() {
    return StatementForm.MAX_CODE_LENGTH;
  }

  public StatementForm getForm() {
    return form;
  }

  public Integer getBefore() {
    return before;
  }

  public void setBefore(Integer before) {
    this.before = before;
  }

  public UUID getEdit() {
    return edit;
  }

  public void setEdit(UUID edit) {
    this.edit = edit;
  }
}
