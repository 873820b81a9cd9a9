package io.lakegate.console;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.SecretMask;
import io.lakegate.platform.web.Address;
import io.lakegate.platform.web.Pages;
import io.lakegate.session.Session;
import io.lakegate.session.SessionLog;
import io.lakegate.session.SessionService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.omnifaces.util.Faces;

/** A session's driver log as it was last read, a page of lines at a time, the last page first. */
@Named
@RequestScoped
public class SessionLogBacking {
  private static final int LINES = 200;

  @Inject SessionService sessions;
  @Inject CurrentCaller current;

  private Integer from;
  private Session session;
  private List<String> lines = List.of();
  private Instant readAt;
  private int total;

  /** {@code SESSION_NOT_FOUND}. Has the log read again soon, for Editors. */
  public void load() {
    UUID id = Pages.id().orElseThrow(() -> new LakegateException(ErrorCode.SESSION_NOT_FOUND));
    Caller caller = current.get();
    session = sessions.get(caller.tenant(), caller, id);
    sessions.refreshLog(caller.tenant(), caller, id);
    sessions.findLog(caller.tenant(), caller, id).ifPresent(this::show);
  }

  private void show(SessionLog log) {
    List<String> all = log.getLines();
    total = all.size();
    readAt = log.getReadAt();
    int last = Math.max(0, total - LINES);
    from = from == null ? last : Math.max(0, Math.min(from, last));
    lines = all.subList(from, Math.min(total, from + LINES));
  }

  public Session getSession() {
    return session;
  }

  public String getText() {
    return SecretMask.of(String.join("\n", lines));
  }

  public boolean isRead() {
    return readAt != null;
  }

  public Instant getReadAt() {
    return readAt;
  }

  public int getFirstLine() {
    return lines.isEmpty() ? 0 : from + 1;
  }

  public int getLastLine() {
    return from == null ? 0 : from + lines.size();
  }

  public int getTotal() {
    return total;
  }

  private Address address() {
    return Address.of(Faces.getRequestContextPath() + "/sessions/" + session.getId() + "/log");
  }

  public String getEarlier() {
    boolean more = from != null && from > 0;
    return more ? address().with("from", Math.max(0, from - LINES)).toString() : null;
  }

  public String getLater() {
    boolean more = from != null && getLastLine() < total;
    return more ? address().with("from", from + LINES).toString() : null;
  }

  public String getNewest() {
    return address().toString();
  }

  public Integer getFrom() {
    return from;
  }

  public void setFrom(Integer from) {
    this.from = from;
  }
}
