package io.lakegate.workspace;

import static io.lakegate.workspace.WorkspaceBuilder.aFabricWorkspace;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.database.RepositoryTest;
import io.lakegate.platform.database.Violation;
import io.lakegate.platform.security.Reach;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkspaceRepositoryTest extends RepositoryTest {
  private WorkspaceRepository workspaces;

  @BeforeEach
  void start() {
    workspaces = database.repository(WorkspaceRepository.class);
  }

  private Workspace saved(WorkspaceBuilder builder) {
    return workspaces.save(ACME, builder.of(ACME));
  }

  private List<String> names(ListQuery query) {
    return workspaces.list(ACME, Reach.all(), query).stream().map(Workspace::getName).toList();
  }

  private static ListQuery page(String q, NameCursor after, int limit) {
    return new ListQuery(q, after, limit);
  }

  @Test
  void keeps_everything_a_livy_server_has() {
    Workspace saved =
        saved(
            aLivyServer()
                .withCredential(CredentialType.BASIC, "svc", null)
                .withSealedSecret("v1:sealed"));

    Workspace found = workspaces.find(ACME, saved.getId()).orElseThrow();

    assertThat(found.getName()).isEqualTo("cluster");
    assertThat(found.getKind()).isEqualTo(WorkspaceKind.APACHE_LIVY);
    assertThat(found.getUrl()).isEqualTo("http://livy.example:8998");
    assertThat(found.getFabricId()).isNull();
    assertThat(found.getCredential())
        .isEqualTo(new Credential(CredentialType.BASIC, "svc", "v1:sealed"));
    assertThat(found.automationCredential()).isEmpty();
    assertThat(found.getRequestTimeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void keeps_a_fabric_workspace_without_an_address() {
    Workspace saved = saved(aFabricWorkspace());

    Workspace found = workspaces.find(ACME, saved.getId()).orElseThrow();

    assertThat(found.getUrl()).isNull();
    assertThat(found.getFabricId()).isEqualTo("11111111-1111-4111-8111-111111111111");
  }

  @Test
  void counts_the_versions() {
    Workspace first = saved(aLivyServer());
    first.apply(aLivyServer().named("renamed").form(), first.getCredential(), null);

    Workspace second = workspaces.save(ACME, first);

    assertThat(second.getVersion()).isEqualTo(first.getVersion() + 1);
    assertThat(workspaces.find(ACME, first.getId()).orElseThrow().getName()).isEqualTo("renamed");
  }

  @Test
  void refuses_a_change_of_an_older_version() {
    Workspace mine = saved(aLivyServer());
    Workspace theirs = workspaces.find(ACME, mine.getId()).orElseThrow();
    theirs.apply(aLivyServer().named("theirs").form(), theirs.getCredential(), null);
    workspaces.save(ACME, theirs);
    mine.apply(aLivyServer().named("mine").form(), mine.getCredential(), null);

    assertThatThrownBy(() -> workspaces.save(ACME, mine))
        .isInstanceOf(OptimisticLockException.class);
    assertThat(workspaces.find(ACME, mine.getId()).orElseThrow().getName()).isEqualTo("theirs");
  }

  @Test
  void refuses_a_second_workspace_of_the_same_name_as_a_duplicate() {
    saved(aLivyServer());

    PersistenceException refusal =
        catchThrowableOfType(PersistenceException.class, () -> saved(aLivyServer()));

    assertThat(Violation.is(Violation.DUPLICATE, refusal)).isTrue();
    assertThat(Violation.is(Violation.REFERENCE, refusal)).isFalse();
  }

  @Test
  void lets_two_tenants_use_the_same_name() {
    saved(aLivyServer());

    workspaces.save(GLOBEX, aLivyServer().of(GLOBEX));

    assertThat(workspaces.findByName(GLOBEX, "cluster")).isPresent();
  }

  @Test
  void lists_page_after_page_by_name() {
    saved(aLivyServer().named("b"));
    Workspace a = saved(aLivyServer().named("a"));
    saved(aLivyServer().named("c"));
    saved(aLivyServer().named("d"));

    assertThat(names(page(null, null, 2))).containsExactly("a", "b", "c");
    assertThat(names(page(null, new NameCursor("a", a.getId()), 2))).containsExactly("b", "c", "d");
    assertThat(names(page(null, new NameCursor("c", a.getId()), 2))).endsWith("d");
  }

  @Test
  void filters_by_a_part_of_the_name_in_any_case() {
    saved(aLivyServer().named("Sandbox"));
    saved(aLivyServer().named("cluster"));

    assertThat(names(page("sAND", null, 10))).containsExactly("Sandbox");
  }

  @Test
  void takes_wildcards_in_the_filter_literally() {
    saved(aLivyServer().named("a_b%c!d"));
    saved(aLivyServer().named("axbyc!d"));

    assertThat(names(page("_b%", null, 10))).containsExactly("a_b%c!d");
    assertThat(names(page("!d", null, 10))).hasSize(2);
  }

  @Test
  void deletes() {
    Workspace workspace = saved(aLivyServer());

    workspaces.delete(ACME, workspace.getId());

    assertThat(workspaces.find(ACME, workspace.getId())).isEmpty();
  }

  @Test
  void does_not_list_another_tenants_workspaces() {
    saved(aLivyServer());

    assertThat(workspaces.list(GLOBEX, Reach.all(), ListQuery.all())).isEmpty();
  }

  @Test
  void does_not_count_another_tenants_workspaces() {
    saved(aLivyServer());

    assertThat(workspaces.count(GLOBEX, Reach.all())).isZero();
    assertThat(workspaces.count(ACME, Reach.all())).isEqualTo(1);
  }

  @Test
  void does_not_find_another_tenants_workspace() {
    Workspace workspace = saved(aLivyServer());

    assertThat(workspaces.find(GLOBEX, workspace.getId())).isEmpty();
    assertThat(workspaces.findByName(GLOBEX, "cluster")).isEmpty();
  }

  @Test
  void does_not_save_another_tenants_workspace() {
    Workspace workspace = saved(aLivyServer());

    assertThatThrownBy(() -> workspaces.save(GLOBEX, workspace))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void does_not_delete_another_tenants_workspace() {
    Workspace workspace = saved(aLivyServer());

    workspaces.delete(GLOBEX, workspace.getId());

    assertThat(workspaces.find(ACME, workspace.getId())).isPresent();
  }
}
