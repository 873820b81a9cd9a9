package io.lakegate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.audit.AuditVerification.Problem;
import io.lakegate.platform.MovingClock;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.database.TestDatabase;
import io.lakegate.platform.security.Callers;
import io.lakegate.platform.security.RecordKeys;
import io.lakegate.platform.settings.ChangedSettings;
import io.lakegate.platform.settings.Setting;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.tenant.Tenants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AuditChainTest extends RepositoryTest {
  @RegisterExtension static final ChangedSettings SETTINGS = new ChangedSettings();

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path outside;

  private final MovingClock clock = new MovingClock(NOON);
  private AuditService audit;
  private AuditChain chain;

  @BeforeEach
  void start() {
    SETTINGS.set(Setting.AUDIT_HEADS, outside.toString());
    audit = Audits.on(database, clock);
    chain = node(RecordKeys.ours());
  }

  private AuditChain node(RecordKeys keys) {
    AuditChain node = new AuditChain();
    node.repository = database.repository(AuditChainRepository.class);
    node.tenants = Tenants.on(database);
    node.heads = new AuditHeads();
    node.heads.keys = keys;
    node.clock = clock;
    return node;
  }

  private void events(TenantId tenant, int count) {
    for (int i = 0; i < count; i++) {
      clock.passes(Duration.ofSeconds(1));
      audit.record(
          tenant,
          Callers.administrator(tenant),
          AuditEntry.of(AuditAction.UPDATE_LAKEHOUSE, new UUID(3, i), "lake " + i));
    }
  }

  private void sealed(int count) {
    events(ACME, count);
    chain.seal(ACME);
  }

  private UUID idOf(int number) {
    return Audits.events(database, ACME).get(number - 1).getId();
  }

  /** As somebody does who has the database: on PostgreSQL the trigger must go first. */
  private void forge(String sql, Object... parameters) {
    database.run(
        entityManager -> {
          if (database == TestDatabase.POSTGRESQL) {
            entityManager
                .createNativeQuery("alter table audit_event disable trigger all")
                .executeUpdate();
          }
          var statement = entityManager.createNativeQuery(sql);
          for (int i = 0; i < parameters.length; i++) {
            statement.setParameter(i + 1, parameters[i]);
          }
          assertThat(statement.executeUpdate()).isPositive();
          if (database == TestDatabase.POSTGRESQL) {
            entityManager
                .createNativeQuery("alter table audit_event enable trigger all")
                .executeUpdate();
          }
        });
  }

  private void assertFound(Problem problem, Long seq, UUID event) {
    AuditVerification found = chain.verify(ACME);
    assertThat(found.problem()).isEqualTo(problem);
    assertThat(found.seq()).isEqualTo(seq);
    assertThat(found.eventId()).isEqualTo(event);
  }

  @Test
  void finds_nothing_where_nothing_was_touched() {
    sealed(3);
    sealed(2);

    AuditVerification found = chain.verify(ACME);

    assertThat(found.whole()).isTrue();
    assertThat(found.checked()).isEqualTo(5);
    assertThat(found.heads()).isEqualTo(2);
  }

  @Test
  void a_line_torn_by_the_end_of_its_process_spoils_none_after_it() throws IOException {
    sealed(1);
    Files.writeString(outside.resolve(ACME + ".heads"), "eyJhbGciOi", StandardOpenOption.APPEND);

    sealed(1);

    assertThat(chain.heads.read(ACME)).extracting(AuditHead::seq).containsExactly(1L, 2L);
    assertThat(chain.verify(ACME).whole()).isTrue();
  }

  @Test
  void finds_nothing_in_a_tenant_where_nothing_happened() {
    assertThat(chain.verify(GLOBEX).whole()).isTrue();
  }

  @Test
  void names_the_first_event_that_was_changed() {
    sealed(5);
    UUID third = idOf(3);
    forge("update audit_event set actor_name = 'eve' where id = ?1", third);
    forge("update audit_event set actor_name = 'eve' where id = ?1", idOf(4));

    assertFound(Problem.ALTERED, 3L, third);
  }

  @Test
  void names_an_event_whose_words_nobody_knows() {
    sealed(2);
    UUID first = idOf(1);
    forge("update audit_event set action = 'NOTHING_OF_OURS' where id = ?1", first);

    assertFound(Problem.ALTERED, 1L, first);
  }

  @Test
  void names_the_first_event_of_a_chain_that_was_forged_to_its_end() {
    sealed(5);
    UUID third = idOf(3);
    forge("update audit_event set actor_name = 'eve' where id = ?1", third);
    rehash(3);

    assertFound(Problem.ALTERED, 3L, third);
  }

  /** All a thief of the database can do: hashes that fit what is there now. */
  private void rehash(int from) {
    List<AuditEvent> events = Audits.events(database, ACME);
    String hash = AuditChain.BEGINNING;
    for (int number = 1; number <= events.size(); number++) {
      hash = AuditChain.hash(hash, events.get(number - 1));
      if (number >= from) {
        forge(
            "update audit_seal set hash = ?1 where tenant_id = ?2 and seq = ?3",
            hash,
            ACME.value(),
            (long) number);
      }
    }
    forge("update audit_chain set last_hash = ?1 where tenant_id = ?2", hash, ACME.value());
  }

  @Test
  void names_an_event_that_is_gone() {
    sealed(5);
    UUID second = idOf(2);
    forge("delete from audit_event where id = ?1", second);

    assertFound(Problem.MISSING, 2L, second);
  }

  @Test
  void names_an_event_that_is_gone_with_its_seal() {
    sealed(5);
    forge("delete from audit_event where id = ?1", idOf(2));
    forge("delete from audit_seal where tenant_id = ?1 and seq = 2", ACME.value());

    assertFound(Problem.MISSING, 2L, null);
  }

  @Test
  void names_the_end_that_was_cut_off() {
    sealed(5);
    for (int number = 5; number > 3; number--) {
      forge("delete from audit_event where id = ?1", idOf(number));
      forge(
          "delete from audit_seal where tenant_id = ?1 and seq = ?2", ACME.value(), (long) number);
    }
    forge("update audit_chain set last_seq = 3 where tenant_id = ?1", ACME.value());

    assertFound(Problem.CUT_OFF, 4L, null);
  }

  @Test
  void names_an_event_that_was_put_among_older_ones() {
    sealed(2);
    clock.passes(Duration.ofHours(1));
    sealed(2);
    UUID forged = UUID.randomUUID();
    forge(
        "insert into audit_event (id, tenant_id, version, at, actor_kind, actor_name, action,"
            + " subject_type, result) values (?1, ?2, 1, ?3, 'PERSON', 'eve', 'SIGN_IN', 'person',"
            + " 'ok')",
        forged,
        ACME.value(),
        Timestamp.from(NOON.plusSeconds(90)));

    assertFound(Problem.INSERTED, null, forged);
  }

  @Test
  void does_not_believe_a_head_that_somebody_else_signed() {
    sealed(2);
    AuditHeads theirs = new AuditHeads();
    theirs.keys = RecordKeys.ofAThief();
    AuditHead head = new AuditHead(ACME, 3, List.of("0".repeat(64)), false, NOON);
    chain.heads.append(ACME, theirs.sign(head));

    assertThat(chain.verify(ACME).whole()).isTrue();
    assertThat(chain.verify(ACME).heads()).isOne();
  }

  @Test
  void does_not_take_the_head_of_another_tenant() {
    sealed(1);
    AuditHead head = new AuditHead(GLOBEX, 9, List.of("0".repeat(64)), false, NOON);
    chain.heads.append(ACME, chain.heads.sign(head));

    assertThat(chain.verify(ACME).heads()).isOne();
  }

  @Test
  void goes_on_when_retention_has_cut_the_beginning_off() {
    sealed(5);

    int cut = chain.cut(ACME, NOON.plusSeconds(3));

    assertThat(cut).isEqualTo(2);
    assertThat(Audits.events(database, ACME)).hasSize(3);
    assertThat(chain.verify(ACME).whole()).isTrue();
    sealed(1);
    assertThat(chain.verify(ACME).checked()).isEqualTo(4);
  }

  @Test
  void names_a_beginning_that_was_cut_off_by_nobody() {
    sealed(5);
    forge("delete from audit_event where id = ?1", idOf(1));
    forge("delete from audit_seal where tenant_id = ?1 and seq = 1", ACME.value());
    String hash = chain.repository.seals(ACME, 0, 1).get(0).hash();
    forge(
        "update audit_chain set cut_seq = 1, cut_hash = ?1 where tenant_id = ?2",
        hash,
        ACME.value());

    assertFound(Problem.MISSING, 1L, null);
  }

  @Test
  void cuts_nothing_whose_hash_has_not_left_the_database() {
    events(ACME, 2);
    chain.repository.begin(ACME);
    chain.repository.seal(ACME, 10);

    assertThat(chain.cut(ACME, NOON.plusSeconds(100))).isZero();
  }

  @Test
  void two_sealers_at_once_make_one_chain() throws Exception {
    events(ACME, 40);
    chain.repository.begin(ACME);
    AuditChain other = node(RecordKeys.ours());
    Callable<Integer> one = () -> sealAll(chain);
    Callable<Integer> another = () -> sealAll(other);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      threads.invokeAll(List.of(one, another));
    } finally {
      threads.shutdown();
    }

    AuditVerification found = chain.verify(ACME);
    assertThat(found.whole()).isTrue();
    assertThat(found.checked()).isEqualTo(40);
    assertThat(chain.repository.seals(ACME, 0, 100))
        .extracting(AuditChainRepository.Seal::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
  }

  private static int sealAll(AuditChain node) {
    int sealed = 0;
    for (int tries = 0; tries < 60; tries++) {
      sealed += node.repository.seal(ACME, 1);
    }
    return sealed;
  }

  @Test
  void gives_a_head_out_again_when_nobody_noted_that_it_left() throws IOException {
    sealed(2);
    forge("update audit_chain set exported_seq = 0 where tenant_id = ?1", ACME.value());

    chain.seal(ACME);

    assertThat(chain.verify(ACME).whole()).isTrue();
    try (Stream<String> lines = Files.lines(outside.resolve(ACME + ".heads"))) {
      assertThat(lines).hasSize(2);
    }
  }

  @Test
  void seals_all_tenants_by_itself() {
    events(ACME, 1);
    events(GLOBEX, 2);

    chain.sweep();

    assertThat(chain.heads.read(GLOBEX)).extracting(AuditHead::seq).containsExactly(2L);
    assertThat(chain.heads.read(ACME)).extracting(AuditHead::seq).containsExactly(1L);
  }

  @Test
  void postgresql_refuses_to_change_an_event() {
    sealed(1);

    if (database == TestDatabase.POSTGRESQL) {
      assertThatThrownBy(
              () ->
                  database.run(
                      entityManager ->
                          entityManager
                              .createNativeQuery("update audit_event set actor_name = 'eve'")
                              .executeUpdate()))
          .hasMessageContaining("Audit events are never changed.");
    }
  }
}
