package io.lakegate.console;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Commands;
import io.lakegate.platform.web.Pages;
import io.lakegate.session.Session;
import io.lakegate.session.SessionService;
import io.lakegate.session.SessionShare;
import io.lakegate.session.SessionShareForm;
import io.lakegate.session.SessionShareService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;

/** The page of a session's shares, which its owner can change. */
@Named
@RequestScoped
public class SessionShareBacking {
  @Inject SessionService sessions;
  @Inject SessionShareService shares;
  @Inject CurrentCaller current;

  private final SessionShareForm form = new SessionShareForm();
  private Session session;
  private List<SessionShare> shared = List.of();

  /** {@code SESSION_NOT_FOUND}. */
  public void load() {
    Caller caller = current.get();
    session = sessions.get(caller.tenant(), caller, id());
    shared = shares.list(caller.tenant(), caller, session.getId());
  }

  private static UUID id() {
    return Pages.id().orElseThrow(() -> new LakegateException(ErrorCode.SESSION_NOT_FOUND));
  }

  public void shareWithColleague() {
    load();
    share();
  }

  public void shareWithAllEditors() {
    load();
    form.setUserName(null);
    form.setAllEditors(true);
    share();
  }

  private void share() {
    Caller caller = current.get();
    shares.share(caller.tenant(), caller, session.getId(), form);
    Pages.redirect("/sessions/" + session.getId() + "/share", "shared");
  }

  /** The buttons of the rows: their values say which. */
  public void command() {
    UUID unshared = Commands.id("unshare");
    if (unshared != null) {
      Caller caller = current.get();
      shares.unshare(caller.tenant(), caller, id(), unshared);
      Pages.redirect("/sessions/" + id() + "/share", "unshared");
    }
  }

  /** Read when a form that was refused is shown again, too. */
  public Session getSession() {
    if (session == null) {
      load();
    }
    return session;
  }

  public List<SessionShare> getShared() {
    return shared;
  }

  /**
   * Whether the caller may change the shares: only the owner may, and only while the session lives.
   */
  public boolean isOwner() {
    return getSession().getOwnerId().equals(current.get().personId()) && !session.isEnded();
  }

  public SessionShareForm getForm() {
    return form;
  }
}
