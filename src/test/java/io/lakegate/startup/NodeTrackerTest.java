package io.lakegate.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakegate.platform.MovingClock;
import io.lakegate.platform.database.RepositoryTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether a node says that it can be sent requests depends on its database and its disk. */
class NodeTrackerTest extends RepositoryTest {
  private final MovingClock clock = new MovingClock(Instant.parse("2026-11-22T12:00:00Z"));
  private final NodeTracker node = new NodeTracker();

  @BeforeEach
  void start() {
    node.clock = clock;
    node.dataSource = database.dataSource();
    node.room = () -> true;
  }

  @Test
  void a_node_whose_database_answers_and_has_room_is_ready_until_it_was_not_asked_for_long()
      throws Exception {
    assertThat(node.hasDatabase()).isFalse();

    node.askDatabase();

    assertThat(node.hasDatabase()).isTrue();
    clock.passes(Duration.ofSeconds(21));
    assertThat(node.hasDatabase()).isFalse();
  }

  @Test
  void a_node_whose_disk_gets_full_is_not_ready_at_once_and_ready_again_with_room()
      throws Exception {
    node.askDatabase();

    node.room = () -> false;
    assertThatThrownBy(node::askDatabase).hasMessageContaining("disk");
    assertThat(node.hasDatabase()).isFalse();

    node.room = () -> true;
    node.askDatabase();
    assertThat(node.hasDatabase()).isTrue();
  }
}
