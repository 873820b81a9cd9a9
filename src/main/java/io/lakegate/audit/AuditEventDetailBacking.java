package io.lakegate.audit;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Address;
import io.lakegate.platform.web.Pages;
import io.lakegate.platform.web.Texts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.omnifaces.util.Faces;

/** One event: who, from where, what, before and after. */
@Named
@RequestScoped
public class AuditEventDetailBacking {
  @Inject AuditTrailService trail;
  @Inject CurrentCaller current;

  private AuditEvent event;
  private List<StateDifference> differences = List.of();

  /** {@code AUDIT_EVENT_NOT_FOUND}. */
  public void load() {
    Caller caller = current.get();
    UUID id = Pages.id().orElseThrow(() -> new LakegateException(ErrorCode.AUDIT_EVENT_NOT_FOUND));
    event = trail.get(caller.tenant(), caller, id);
    differences =
        StateDifference.between(
            AuditEventView.json(event.getBefore()), AuditEventView.json(event.getAfter()));
  }

  /** Returns the action in words; an unknown one, which may be forged, as it is stored. */
  static String action(AuditEvent event) {
    boolean known =
        Arrays.stream(AuditAction.values())
            .anyMatch(action -> action.name().equals(event.getAction()));
    return known ? Texts.text("audit.action." + event.getAction()) : event.getAction();
  }

  /** Returns the address of the list of this actor's events. */
  public String getActorAddress() {
    return list().with("actor", event.getActorName()).toString();
  }

  /** Returns the address of the list of this subject's events. */
  public String getSubjectAddress() {
    return list().with("subject", event.getSubjectId()).toString();
  }

  private static Address list() {
    return Address.of(Faces.getRequestContextPath() + "/admin/audit");
  }

  public AuditEvent getEvent() {
    return event;
  }

  public String getAction() {
    return action(event);
  }

  public List<StateDifference> getDifferences() {
    return differences;
  }
}
