package io.lakegate.audit;

import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Address;
import io.lakegate.platform.web.FilterMenu;
import io.lakegate.platform.web.Texts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.omnifaces.util.Faces;

/** The list of audit events, newest first. The list's state is in its address. */
@Named
@RequestScoped
public class AuditEventListBacking {
  private static final int ROWS = 50;

  @Inject AuditTrailService trail;
  @Inject CurrentCaller current;

  private String q;
  private String actor;
  private String action;
  private String subject;
  private String result;
  private String from;
  private String to;
  private String after;
  private Page<AuditEvent> page = new Page<>(List.of(), null);
  private AuditVerification verification;

  /** {@code INVALID} for a word of the address that is none; {@code BAD_CURSOR}. */
  public void load() {
    Caller caller = current.get();
    AuditFilter filter = AuditFilter.of(actor, action, subject, result, from, to, q);
    page =
        Page.of(
            trail.list(caller.tenant(), caller, filter, NameCursor.decode(after), ROWS),
            ROWS,
            Function.identity(),
            event -> AuditExport.cursor(event).encode());
  }

  /** Says on the same page what it found. */
  public void verify() {
    Caller caller = current.get();
    verification = trail.verify(caller.tenant(), caller);
    load();
  }

  private Address of(String path) {
    return Address.of(Faces.getRequestContextPath() + path)
        .with("q", q)
        .with("actor", actor)
        .with("action", action)
        .with("subject", subject)
        .with("result", result)
        .with("from", from)
        .with("to", to);
  }

  /** Returns the address of the list with all its filters but without the position in it. */
  public Address getAddress() {
    return of("/admin/audit");
  }

  public List<FilterMenu> getFilters() {
    FilterMenu.Builder actions =
        new FilterMenu.Builder("action", Texts.text("audit.action"), getAddress(), action)
            .choice(Texts.text("filter.any"), null);
    for (AuditAction each : AuditAction.values()) {
      actions.choice(Texts.text("audit.action." + each), each.name().toLowerCase(Locale.ROOT));
    }
    FilterMenu.Builder results =
        new FilterMenu.Builder("result", Texts.text("audit.result"), getAddress(), result)
            .choice(Texts.text("filter.any"), null)
            .choice(Texts.text("audit.done"), AuditEvent.OK)
            .choice(Texts.text("audit.refused"), AuditFilter.REFUSED);
    return List.of(actions.build(), results.build());
  }

  public List<AuditEvent> getItems() {
    return page.items();
  }

  /** Returns the action in words; an unknown one, which may be forged, as it is stored. */
  public String action(AuditEvent event) {
    return AuditEventDetailBacking.action(event);
  }

  public boolean isFiltered() {
    return after != null || !getAddress().query().isEmpty();
  }

  /** Something is typed where there is no menu to show it. */
  public boolean isNarrowed() {
    return Stream.of(actor, from, to, subject).anyMatch(Objects::nonNull);
  }

  public String getWithoutFilters() {
    return Faces.getRequestContextPath() + "/admin/audit";
  }

  public String getFirst() {
    return after == null ? null : getAddress().toString();
  }

  public String getNext() {
    return page.next() == null ? null : getAddress().with("after", page.next()).toString();
  }

  public String getCsv() {
    return of("/admin/audit/export").with("format", "csv").toString();
  }

  public String getJson() {
    return of("/admin/audit/export").with("format", "json").toString();
  }

  public int getMostExported() {
    return AuditExport.MAX_ROWS;
  }

  /** Null until somebody asked. */
  public AuditVerification getVerification() {
    return verification;
  }

  public boolean isWithoutHeads() {
    return verification.heads() == 0 && verification.checked() > 0;
  }

  /** The key of the sentence for what was found. */
  public String getFinding() {
    if (!verification.whole()) {
      return "audit.problem." + verification.problem();
    }
    return isWithoutHeads() ? "audit.wholeWithoutHeads" : "audit.whole";
  }

  public String getFindingKind() {
    if (!verification.whole()) {
      return "error";
    }
    return isWithoutHeads() ? "warn" : "ok";
  }

  public String getQ() {
    return q;
  }

  public void setQ(String q) {
    this.q = q;
  }

  public String getActor() {
    return actor;
  }

  public void setActor(String actor) {
    this.actor = actor;
  }

  public String getAction() {
    return action;
  }

  public void setAction(String action) {
    this.action = action;
  }

  public String getSubject() {
    return subject;
  }

  public void setSubject(String subject) {
    this.subject = subject;
  }

  public String getResult() {
    return result;
  }

  public void setResult(String result) {
    this.result = result;
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(String from) {
    this.from = from;
  }

  public String getTo() {
    return to;
  }

  public void setTo(String to) {
    this.to = to;
  }

  public String getAfter() {
    return after;
  }

  public void setAfter(String after) {
    this.after = after;
  }
}
