package io.lakegate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Callers;
import io.lakegate.platform.security.RequestOrigin;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTrailServiceTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Caller ADA = Callers.administrator(ACME);
  private static final UUID LAKE = new UUID(3, 3);

  private AuditTrailService trail;

  @BeforeEach
  void start() {
    trail = new AuditTrailService();
    trail.repository = database.repository(AuditEventRepository.class);
    trail.audit = at(NOON);
  }

  private AuditService at(Instant instant) {
    RequestOrigin origin = new RequestOrigin();
    origin.comesFrom("192.0.2.7", "GET /");
    return Audits.on(database, Clock.fixed(instant, ZoneOffset.UTC), origin);
  }

  private void event(int second, Caller caller, AuditEntry entry) {
    at(NOON.plusSeconds(second)).record(caller.tenant(), caller, entry);
  }

  private void some() {
    event(1, ADA, AuditEntry.of(AuditAction.CREATE_LAKEHOUSE, LAKE, "bronze"));
    event(2, ADA, AuditEntry.of(AuditAction.UPDATE_LAKEHOUSE, LAKE, "gold_1"));
    event(
        3,
        Callers.viewer(ACME),
        AuditEntry.named(AuditAction.REQUEST, "GET /members").refused(ErrorCode.FORBIDDEN));
    event(4, Callers.administrator(GLOBEX), AuditEntry.of(AuditAction.CREATE_LAKEHOUSE));
  }

  private List<String> found(
      String actor, String action, String subject, String result, String from, String q) {
    AuditFilter filter = AuditFilter.of(actor, action, subject, result, from, null, q);
    return trail.list(ACME, ADA, filter, null, 10).stream().map(AuditEvent::getAction).toList();
  }

  private static ErrorCode code(ThrowingCallable call) {
    LakegateException refusal = catchThrowableOfType(LakegateException.class, call);
    return refusal.code();
  }

  @Test
  void lists_the_newest_first_and_nothing_of_another_tenant() {
    some();

    assertThat(found(null, null, null, null, null, null))
        .containsExactly("REQUEST", "UPDATE_LAKEHOUSE", "CREATE_LAKEHOUSE");
  }

  @Test
  void finds_by_each_filter() {
    some();

    assertThat(found("vi", null, null, null, null, null)).containsExactly("REQUEST");
    assertThat(found(null, "update_lakehouse", null, null, null, null))
        .containsExactly("UPDATE_LAKEHOUSE");
    assertThat(found(null, null, LAKE.toString(), null, null, null)).hasSize(2);
    assertThat(found(null, null, null, "ok", null, null)).hasSize(2);
    assertThat(found(null, null, null, "refused", null, null)).containsExactly("REQUEST");
    assertThat(found(null, null, null, "FORBIDDEN", null, null)).containsExactly("REQUEST");
    assertThat(found(null, null, null, null, "2026-11-22T12:00:02Z", null)).hasSize(2);
    assertThat(found(null, null, null, null, null, "GOLD_")).containsExactly("UPDATE_LAKEHOUSE");
    assertThat(found(null, null, null, null, null, "gold%")).isEmpty();
    assertThat(found(null, null, null, null, null, "192.0.2")).hasSize(3);
  }

  @Test
  void refuses_an_action_there_is_not() {
    assertThat(code(() -> found(null, "FLY", null, null, null, null))).isEqualTo(ErrorCode.INVALID);
  }

  @Test
  void goes_on_behind_the_last_event_of_a_page_also_at_the_same_moment() {
    for (int i = 0; i < 5; i++) {
      event(7, ADA, AuditEntry.named(AuditAction.SIGN_OUT, "number " + i));
    }
    AuditFilter all = AuditFilter.of(null, null, null, null, null, null, null);

    List<String> seen = new ArrayList<>();
    List<AuditEvent> page = trail.list(ACME, ADA, all, null, 2);
    while (!page.isEmpty()) {
      List<AuditEvent> shown = page.subList(0, Math.min(2, page.size()));
      shown.forEach(event -> seen.add(event.getSubjectName()));
      page = trail.list(ACME, ADA, all, AuditExport.cursor(shown.get(shown.size() - 1)), 2);
    }

    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void another_tenants_event_is_not_there() {
    some();
    UUID theirs = Audits.events(database, GLOBEX).get(0).getId();

    assertThat(code(() -> trail.get(ACME, ADA, theirs))).isEqualTo(ErrorCode.AUDIT_EVENT_NOT_FOUND);
  }

  @Test
  void only_administrators_and_audit_readers_read_it() {
    some();
    UUID event = Audits.events(database, ACME).get(0).getId();
    Caller viewer = Callers.viewer(ACME);
    Caller reader =
        new Caller(ACME, "acme", new UUID(5, 5), "rita", Rights.of(Role.VIEWERS).readingAudit());
    AuditFilter all = AuditFilter.of(null, null, null, null, null, null, null);

    assertThat(trail.get(ACME, reader, event)).isNotNull();
    assertThat(code(() -> trail.get(ACME, viewer, event))).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> trail.list(ACME, viewer, all, null, 1))).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> trail.verify(ACME, viewer))).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> trail.heads(ACME, viewer, 0))).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(code(() -> trail.recordExport(ACME, viewer, "csv", all)))
        .isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void exports_what_the_filter_finds_and_keeps_spreadsheets_from_calculating() throws IOException {
    event(1, ADA, AuditEntry.named(AuditAction.SIGN_OUT, "=cmd()"));
    some();
    AuditFilter outs = AuditFilter.of(null, "SIGN_OUT", null, null, null, null, null);
    StringWriter csv = new StringWriter();
    StringWriter json = new StringWriter();

    new AuditExport(trail, ADA, outs, true).write(csv);
    new AuditExport(trail, ADA, outs, false).write(json);

    assertThat(csv.toString().lines()).hasSize(2).last().asString().contains(",'=cmd(),");
    assertThat(json.toString().lines()).hasSize(1);
    assertThat(json.toString()).contains("\"action\":\"SIGN_OUT\"");
  }

  @Test
  void says_that_it_was_exported() {
    AuditFilter asked = AuditFilter.of("vi", null, null, "refused", null, null, null);

    trail.recordExport(ACME, ADA, "csv", asked);

    assertThat(Audits.events(database, ACME))
        .singleElement()
        .satisfies(event -> assertThat(event.getAction()).isEqualTo("EXPORT_AUDIT"))
        .extracting(AuditEvent::getAfter)
        .isEqualTo("{\"actor\":\"vi\",\"format\":\"csv\",\"result\":\"refused\"}");
  }

  @Test
  void shows_what_differs_field_by_field() {
    assertThat(
            StateDifference.between(
                AuditEventView.json("{\"a\":1,\"b\":{\"c\":\"x\"},\"d\":[1,2]}"),
                AuditEventView.json("{\"a\":1,\"b\":{\"c\":\"y\"},\"d\":[1,3]}")))
        .containsExactly(
            new StateDifference("b.c", "x", "y"), new StateDifference("d", "1\n2", "1\n3"));
  }

  @Test
  void shows_a_forged_state_that_is_no_json_as_it_is() {
    assertThat(StateDifference.between(null, AuditEventView.json("no json")))
        .containsExactly(new StateDifference("text", "", "no json"));
  }
}
