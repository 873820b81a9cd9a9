package io.lakegate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Callers;
import io.lakegate.platform.security.RequestOrigin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditServiceTest extends RepositoryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");
  private static final Caller ADA = Callers.administrator(ACME);
  private static final UUID THING = new UUID(7, 7);

  /** What is changed and audited at once. */
  public record Lamp(String name, String password) {}

  private final RequestOrigin origin = new RequestOrigin();
  private AuditService audit;
  private AuditEventRepository other;

  @BeforeEach
  void start() {
    origin.comesFrom("192.0.2.7", "PUT /api/v1/workspaces");
    audit = Audits.on(database, Clock.fixed(NOON, ZoneOffset.UTC), origin);
    other = database.repository(AuditEventRepository.class);
  }

  private static AuditEntry entry() {
    return AuditEntry.of(AuditAction.UPDATE_WORKSPACE, THING, "sales");
  }

  private AuditEvent only() {
    assertThat(Audits.events(database, ACME)).hasSize(1);
    return Audits.events(database, ACME).get(0);
  }

  @Test
  void says_who_did_what_to_what_when_and_from_where() {
    audit.record(ACME, ADA, entry().in(new UUID(1, 1)));

    AuditEvent event = only();
    assertThat(event.getAt()).isEqualTo(NOON);
    assertThat(event.getActorKind()).isEqualTo("PERSON");
    assertThat(event.getActorId()).isEqualTo(ADA.personId());
    assertThat(event.getActorName()).isEqualTo("ada");
    assertThat(event.getAddress()).isEqualTo("192.0.2.7");
    assertThat(event.getAction()).isEqualTo("UPDATE_WORKSPACE");
    assertThat(event.getSubjectType()).isEqualTo("workspace");
    assertThat(event.getSubjectId()).isEqualTo(THING.toString());
    assertThat(event.getSubjectName()).isEqualTo("sales");
    assertThat(event.getWorkspaceId()).isEqualTo(new UUID(1, 1));
    assertThat(event.getResult()).isEqualTo("ok");
    assertThat(event.getRequest()).hasSize(12);
  }

  @Test
  void tells_a_token_from_its_person() {
    origin.bearsToken(THING);

    audit.record(ACME, ADA, entry());

    assertThat(only().getActorKind()).isEqualTo("TOKEN");
    assertThat(only().getTokenId()).isEqualTo(THING);
  }

  @Test
  void names_the_system_where_nobody_asked() {
    audit.record(ACME, null, entry());

    assertThat(only().getActorKind()).isEqualTo("SYSTEM");
    assertThat(only().getActorId()).isNull();
  }

  @Test
  void keeps_a_refusal_by_its_code() {
    audit.record(ACME, ADA, entry().refused(ErrorCode.FORBIDDEN));

    assertThat(only().getResult()).isEqualTo("FORBIDDEN");
    assertThat(only().isOk()).isFalse();
  }

  @Test
  void masks_secrets_before_and_after() {
    audit.record(
        ACME,
        ADA,
        entry()
            .before(new Lamp("a", "hunter2"))
            .after(
                Map.of(
                    "conf",
                    Map.of("fs.azure.account.key", "c2VjcmV0", "x", "Bearer abcdefghijklmno"))));

    assertThat(only().getBefore()).isEqualTo("{\"name\":\"a\",\"password\":\"••••••\"}");
    assertThat(only().getAfter()).doesNotContain("c2VjcmV0", "abcdefghijklmno").contains("••••••");
  }

  @Test
  void survives_whatever_somebody_calls_himself() {
    audit.recordBy(
        ACME,
        AuditActor.claiming("\u0000" + "x".repeat(400)),
        AuditEntry.named(AuditAction.SIGN_IN, "\u0000'\u001B").refused(ErrorCode.SIGN_IN_REFUSED));

    assertThat(only().getActorName()).hasSize(100).startsWith(" x");
    assertThat(only().getSubjectName()).isEqualTo(" ' ");
  }

  @Test
  void gives_back_what_the_change_gave() {
    String given =
        audit.change(
            ACME, ADA, () -> "changed", changed -> AuditEntry.of(AuditAction.UPDATE_WORKSPACE));

    assertThat(given).isEqualTo("changed");
    assertThat(Audits.events(database, ACME)).hasSize(1);
  }

  @Test
  void no_change_is_there_without_its_event() {
    assertThatThrownBy(
            () ->
                audit.change(
                    ACME,
                    ADA,
                    () -> change("renamed"),
                    changed -> {
                      throw new IllegalStateException("The plug was pulled.");
                    }))
        .hasMessage("The plug was pulled.");

    assertThat(name()).isEqualTo("acme");
  }

  @Test
  void no_event_is_there_without_its_change() {
    assertThatThrownBy(
            () ->
                audit.change(
                    ACME,
                    ADA,
                    entry(),
                    () -> {
                      change("renamed");
                      audit.record(ACME, ADA, entry());
                      throw new LakegateException(ErrorCode.LAST_ADMINISTRATOR);
                    }))
        .isInstanceOf(LakegateException.class);

    assertThat(name()).isEqualTo("acme");
    assertThat(Audits.events(database, ACME)).isEmpty();
  }

  @Test
  void both_are_there_when_both_succeed() {
    audit.change(ACME, ADA, entry(), () -> change("renamed"));

    assertThat(name()).isEqualTo("renamed");
    assertThat(Audits.events(database, ACME)).hasSize(1);
  }

  @Test
  void no_event_of_another_tenant_is_taken() {
    AuditEvent theirs =
        new AuditEvent(GLOBEX, AuditActor.SYSTEM, origin.seen(), entry(), null, null, NOON);

    assertThatThrownBy(() -> other.add(ACME, theirs)).isInstanceOf(IllegalArgumentException.class);
  }

  /** In the transaction of the repository around it. */
  private String change(String name) {
    other
        .entityManager
        .createNativeQuery("update tenant set name = ?1 where id = ?2")
        .setParameter(1, name)
        .setParameter(2, ACME.value())
        .executeUpdate();
    return name;
  }

  private String name() {
    return database.inTransaction(
        entityManager ->
            (String)
                entityManager
                    .createNativeQuery("select name from tenant where id = ?1")
                    .setParameter(1, ACME.value())
                    .getSingleResult());
  }

  @Test
  void records_once_what_one_person_does_again_and_again() {
    AuditActor ada = AuditActor.of(ADA);
    audit.recordOnce(ACME, ada, entry(), Duration.ofHours(1));
    audit.recordOnce(ACME, ada, entry(), Duration.ofHours(1));
    audit.recordOnce(
        ACME,
        ada,
        AuditEntry.of(AuditAction.UPDATE_WORKSPACE, new UUID(8, 8), "other"),
        Duration.ofHours(1));
    audit.recordOnce(ACME, AuditActor.of(Callers.editor(ACME)), entry(), Duration.ofHours(1));

    assertThat(Audits.events(database, ACME)).hasSize(3);
  }

  @Test
  void records_a_guesser_of_names_once_whatever_names_he_guesses() {
    AuditEntry locked = AuditEntry.of(AuditAction.SIGN_IN).refused(ErrorCode.SIGN_IN_LOCKED);
    audit.recordOnce(ACME, AuditActor.claiming("a"), locked, Duration.ofMinutes(1));
    audit.recordOnce(ACME, AuditActor.claiming("b"), locked, Duration.ofMinutes(1));

    assertThat(only().getActorName()).isEqualTo("a");
  }

  @Test
  void keeps_a_refused_request_by_its_address() {
    audit.recordRefusedRequest(ACME, ADA, ErrorCode.FORBIDDEN);

    assertThat(only().getAction()).isEqualTo("REQUEST");
    assertThat(only().getSubjectName()).isEqualTo("PUT /api/v1/workspaces");
    assertThat(only().getResult()).isEqualTo("FORBIDDEN");
    assertThat(only().getActorId()).isEqualTo(ADA.personId());
  }

  private void refuse(Caller caller, int times) {
    for (int i = 0; i < times; i++) {
      origin.comesFrom("192.0.2.7", "GET /api/v1/workspaces/" + i);
      audit.recordRefusedRequest(ACME, caller, ErrorCode.FORBIDDEN);
    }
  }

  @Test
  void records_of_a_flood_of_refused_requests_so_many_an_hour() {
    Caller bob = Callers.editor(ACME);
    refuse(ADA, AuditService.MAX_REFUSALS + 20);
    refuse(bob, 1);
    assertThat(Audits.events(database, ACME)).hasSize(AuditService.MAX_REFUSALS + 1);
    audit.recordRefusedRequest(ACME, ADA, ErrorCode.STALE);
    assertThat(Audits.events(database, ACME)).hasSize(AuditService.MAX_REFUSALS + 2);

    audit.clock = Clock.offset(audit.clock, AuditService.REFUSALS_COUNTED_FOR.plusSeconds(1));
    refuse(ADA, 1);

    assertThat(Audits.events(database, ACME)).hasSize(AuditService.MAX_REFUSALS + 3);
  }
}
