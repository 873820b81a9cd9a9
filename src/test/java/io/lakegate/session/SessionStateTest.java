package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionStateTest {
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
  void translates_the_words_backends_use(String word, SessionState state) {
    assertThat(SessionState.ofRemote(word)).isEqualTo(state);
  }

  @Test
  void takes_a_word_nobody_knows_for_unknown() {
    assertThat(SessionState.ofRemote("hibernating")).isEqualTo(SessionState.UNKNOWN);
    assertThat(SessionState.ofRemote(null)).isEqualTo(SessionState.UNKNOWN);
  }
}
