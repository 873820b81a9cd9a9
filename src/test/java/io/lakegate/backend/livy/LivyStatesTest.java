package io.lakegate.backend.livy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.backend.RemoteSession;
import io.lakegate.backend.RemoteStatement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivyStatesTest {
  @ParameterizedTest
  @CsvSource({
    "not_started, STARTING",
    "starting, STARTING",
    "recovering, STARTING",
    "submitting, STARTING",
    "idle, IDLE",
    "Idle, IDLE",
    "busy, BUSY",
    "running, BUSY",
    "shutting_down, ENDED",
    "error, ENDED",
    "dead, ENDED",
    "Killed, ENDED",
    "success, ENDED"
  })
  void translates_the_words_for_a_session(String word, RemoteSession.State state) {
    assertThat(LivyBackend.state(word)).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "waiting, WAITING",
    "running, RUNNING",
    "cancelling, RUNNING",
    "hibernating, RUNNING",
    "available, ENDED",
    "error, ENDED",
    "Error, ENDED",
    "cancelled, CANCELLED"
  })
  void translates_the_words_for_a_statement(String word, RemoteStatement.State state) {
    assertThat(LivyBackend.statementState(word)).isEqualTo(state);
  }

  @Test
  void takes_a_word_nobody_knows_for_unknown() {
    assertThat(LivyBackend.state("hibernating")).isEqualTo(RemoteSession.State.UNKNOWN);
    assertThat(LivyBackend.state(null)).isEqualTo(RemoteSession.State.UNKNOWN);
  }
}
