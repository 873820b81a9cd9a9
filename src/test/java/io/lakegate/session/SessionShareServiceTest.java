package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.audit.AuditAction;
import io.lakegate.audit.RecordedAudit;
import io.lakegate.person.People;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.form.TestForms;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.Rights;
import io.lakegate.platform.security.Role;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.workspace.KnownPeople;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionShareServiceTest extends RepositoryTest {
  private final Map<String, UUID> editors = new HashMap<>();
  private final RecordedAudit audit = new RecordedAudit();
  private Ledger ledger;
  private SessionShareService service;
  private UUID session;
  private Caller bob;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    session = ledger.ready();
    bob = caller("bob", Role.EDITORS);
    editors.put("bob", bob.personId());
    editors.put("ada", ledger.ada.personId());
    service = new SessionShareService();
    service.repository = database.repository(SessionShareRepository.class);
    service.repository.sessions = ledger.sessions;
    service.sessions = ledger.sessions;
    service.people = new Editors();
    service.changes = new SessionChanges();
    service.audit = audit;
    service.forms = TestForms.forms();
    service.clock = ledger.clock;
  }

  private final class Editors implements KnownPeople {
    @Override
    public Optional<String> findClaim(TenantId tenant, UUID personId, String claim) {
      return Optional.empty();
    }

    @Override
    public Optional<UUID> findEditor(TenantId tenant, String userName, UUID workspaceId) {
      return Optional.ofNullable(editors.get(userName));
    }
  }

  private Caller caller(String name, Role role) {
    return new Caller(ACME, "acme", People.local(database, ACME, name, role).getId(), name, role);
  }

  private static SessionShareForm with(String userName) {
    SessionShareForm form = new SessionShareForm();
    form.setUserName(userName);
    return form;
  }

  private static SessionShareForm withAll() {
    SessionShareForm form = new SessionShareForm();
    form.setAllEditors(true);
    return form;
  }

  private SessionShare share(SessionShareForm form) {
    return service.share(ACME, ledger.ada, session, form);
  }

  private boolean usable(Caller caller) {
    return service.isUsable(ACME, caller, ledger.session(session));
  }

  private static ErrorCode code(ThrowingCallable call) {
    return catchThrowableOfType(LakegateException.class, call).code();
  }

  private ErrorCode use(Caller caller) {
    return code(() -> service.requireUse(ACME, caller, ledger.session(session)));
  }

  @Test
  void is_used_by_its_owner_alone_at_first() {
    assertThat(usable(ledger.ada)).isTrue();
    assertThat(use(bob)).isEqualTo(ErrorCode.SESSION_NOT_YOURS);
  }

  @Test
  void is_used_by_a_colleague_the_owner_names() {
    SessionShare share = share(with(" bob "));

    service.requireUse(ACME, bob, ledger.session(session));
    assertThat(share.getPersonName()).isEqualTo("bob");
    assertThat(use(caller("eve", Role.EDITORS))).isEqualTo(ErrorCode.SESSION_NOT_YOURS);
    assertThat(audit.actions()).containsExactly(AuditAction.SHARE_SESSION);
  }

  @Test
  void is_used_by_all_editors_when_the_owner_says_so_and_by_no_viewer() {
    share(withAll());

    service.requireUse(ACME, caller("eve", Role.EDITORS), ledger.session(session));
    assertThat(use(caller("vi", Role.VIEWERS))).isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void is_used_by_no_editor_of_another_workspace() {
    share(withAll());
    Rights elsewhere = Rights.of(Role.VIEWERS).with(Role.EDITORS, UUID.randomUUID());

    assertThat(use(new Caller(ACME, "acme", bob.personId(), "bob", elsewhere)))
        .isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void is_used_by_who_has_become_a_viewer_no_longer() {
    share(with("bob"));

    assertThat(use(new Caller(ACME, "acme", bob.personId(), "bob", Role.VIEWERS)))
        .isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void is_used_by_an_administrator_only_where_it_is_shared() {
    Caller root = caller("root", Role.ADMINISTRATORS);
    assertThat(use(root)).isEqualTo(ErrorCode.SESSION_NOT_YOURS);

    share(withAll());

    service.requireUse(ACME, root, ledger.session(session));
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"EDITORS", "ADMINISTRATORS"})
  void is_shared_by_nobody_but_its_owner(Role role) {
    Caller other = caller("other", role);

    assertThat(code(() -> service.share(ACME, other, session, with("bob"))))
        .isEqualTo(ErrorCode.SESSION_NOT_YOURS);
    SessionShare share = share(with("bob"));
    assertThat(code(() -> service.unshare(ACME, bob, session, share.getId())))
        .isEqualTo(ErrorCode.SESSION_NOT_YOURS);
  }

  @Test
  void is_not_shared_with_who_could_not_use_it_or_with_oneself() {
    assertThat(catchThrowableOfType(LakegateException.class, () -> share(with("vi"))).fields())
        .containsOnlyKeys("userName");
    assertThat(code(() -> share(with("ada")))).isEqualTo(ErrorCode.INVALID);
  }

  @Test
  void is_not_shared_by_saying_nothing_or_two_things() {
    SessionShareForm both = with("bob");
    both.setAllEditors(true);

    assertThat(code(() -> share(with(null)))).isEqualTo(ErrorCode.INVALID);
    assertThat(code(() -> share(with(" ")))).isEqualTo(ErrorCode.INVALID);
    assertThat(code(() -> share(both))).isEqualTo(ErrorCode.INVALID);
    assertThat(code(() -> share(null))).isEqualTo(ErrorCode.BAD_JSON);
    assertThat(service.list(ACME, ledger.ada, session)).isEmpty();
  }

  @Test
  void is_shared_once_however_often_that_is_said() {
    assertThat(share(with("bob"))).isEqualTo(share(with("bob")));
    assertThat(share(withAll())).isEqualTo(share(withAll()));

    assertThat(service.list(ACME, bob, session))
        .extracting(SessionShare::isWithAllEditors)
        .containsExactlyInAnyOrder(false, true);
  }

  @Test
  void is_used_no_longer_once_it_is_not_shared_any_more() {
    SessionShare share = share(with("bob"));

    service.unshare(ACME, ledger.ada, session, share.getId());

    assertThat(use(bob)).isEqualTo(ErrorCode.SESSION_NOT_YOURS);
    assertThat(audit.actions())
        .containsExactly(AuditAction.SHARE_SESSION, AuditAction.UNSHARE_SESSION);
    assertThat(code(() -> service.unshare(ACME, ledger.ada, session, share.getId())))
        .isEqualTo(ErrorCode.SESSION_SHARE_NOT_FOUND);
  }

  @Test
  void is_not_shared_after_its_end() {
    ledger.sessions.end(
        ACME, session, EndCause.USER, null, StatementState.LOST, ledger.clock.instant());

    assertThat(code(() -> share(withAll()))).isEqualTo(ErrorCode.SESSION_ENDED);
  }

  @Test
  void is_not_there_for_another_tenant_or_out_of_reach() {
    SessionShare share = share(with("bob"));
    Caller theirs = new Caller(GLOBEX, "globex", bob.personId(), "bob", Role.ADMINISTRATORS);
    Caller away =
        new Caller(
            ACME,
            "acme",
            bob.personId(),
            "bob",
            Rights.none().with(Role.EDITORS, UUID.randomUUID()));

    assertThat(code(() -> service.list(GLOBEX, theirs, session)))
        .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    assertThat(code(() -> service.share(GLOBEX, theirs, session, withAll())))
        .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    assertThat(code(() -> service.unshare(GLOBEX, theirs, session, share.getId())))
        .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    assertThat(code(() -> service.list(ACME, away, session)))
        .isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    assertThat(service.repository.find(GLOBEX, share.getId())).isEmpty();
  }
}
