package io.lakegate.container;

import static io.lakegate.sessionprofile.SessionProfileBuilder.aSessionProfile;
import static io.lakegate.workspace.WorkspaceBuilder.aLivyServer;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.container.Companies.Company;
import io.lakegate.session.LaunchForm;
import io.lakegate.session.SessionService;
import io.lakegate.session.TrackerThreads;
import io.lakegate.sessionprofile.SessionProfileService;
import io.lakegate.workspace.WorkspaceService;
import jakarta.enterprise.concurrent.ManageableThread;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** Where the tracker's work runs, and when who watches a session is told. */
@ArquillianTest
class ThreadsInContainer {
  @Inject Companies companies;
  @Inject WorkspaceService workspaces;
  @Inject SessionProfileService profiles;
  @Inject SessionService sessions;
  @Inject TrackerThreads threads;
  @Inject Rows rows;

  /** What a thread is and what it can reach. */
  private record Seen(boolean managed, boolean ourClasses, boolean dataSource) {
    // The name is no stranger's.
    @SuppressWarnings("BanJNDI")
    static Seen here() throws NamingException {
      return new Seen(
          Thread.currentThread() instanceof ManageableThread,
          Thread.currentThread().getContextClassLoader() == Seen.class.getClassLoader(),
          new InitialContext().lookup("java:app/jdbc/lakegate") instanceof DataSource);
    }
  }

  @Test
  void the_tracker_works_on_threads_of_the_server() throws Exception {
    assertThat(threads.track(Seen::here)).isEqualTo(new Seen(true, true, true));
  }

  @Test
  void who_watches_a_session_is_answered_on_threads_of_the_server() throws Exception {
    assertThat(threads.tell(Seen::here)).isEqualTo(new Seen(true, true, true));
  }

  @Test
  void the_trackers_threads_see_what_a_service_has_committed() throws Exception {
    Company company = companies.found();
    UUID id =
        workspaces.create(company.tenant(), company.administrator(), aLivyServer().form()).getId();

    assertThat(threads.track(() -> workspaces.find(company.tenant(), id))).isPresent();
  }

  @Test
  void who_watches_a_session_is_told_when_the_change_can_be_read() throws Exception {
    try (SilentLivy livy = new SilentLivy()) {
      Company company = companies.found();
      UUID session = launchOn(company, livy);
      Thread stopping = Thread.currentThread();
      List<Object> told = new ArrayList<>();

      threads.watch(
          session,
          () -> {
            // The tracker tells of its own changes meanwhile.
            if (Thread.currentThread() == stopping) {
              told.add(stopCause(session));
            }
          },
          () -> sessions.stop(company.tenant(), company.editor(), session));

      assertThat(told).containsExactly("USER");
    }
  }

  private Object stopCause(UUID session) {
    try {
      return rows.committed("select stop_cause from session where id = ?", session);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private UUID launchOn(Company company, SilentLivy livy) {
    UUID workspace =
        workspaces
            .create(company.tenant(), company.administrator(), aLivyServer().at(livy.url()).form())
            .getId();
    LaunchForm form = new LaunchForm();
    form.setProfileId(
        profiles
            .create(
                company.tenant(), company.administrator(), aSessionProfile().on(workspace).form())
            .getId());
    return sessions.launch(company.tenant(), company.editor(), form, null).getId();
  }
}
