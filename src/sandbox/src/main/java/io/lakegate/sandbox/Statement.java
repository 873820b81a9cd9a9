package io.lakegate.sandbox;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * One piece of code in a session: {@code waiting → running → available}, or by way of a cancel
 * {@code cancelling → cancelled}.
 */
class Statement {

  enum State {
    WAITING,
    RUNNING,
    AVAILABLE,
    CANCELLING,
    CANCELLED;

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** As Livy writes it; the times are epoch milliseconds and 0 while they are unset. */
  @JsonPropertyOrder({"id", "code", "state", "output", "progress", "started", "completed"})
  record View(
      int id,
      String code,
      State state,
      JsonNode output,
      double progress,
      long started,
      long completed) {}

  private final int id;
  private final String code;
  private final Kind kind;
  private State state = State.WAITING;
  private JsonNode output;
  private double progress;
  private long started;
  private long completed;
  private boolean aboveFrame;

  Statement(int id, String code, Kind kind) {
    this.id = id;
    this.code = code;
    this.kind = kind;
  }

  int id() {
    return id;
  }

  String code() {
    return code;
  }

  Kind kind() {
    return kind;
  }

  synchronized State state() {
    return state;
  }

  synchronized boolean is(State one, State other) {
    return state == one || state == other;
  }

  /** Whether it is to be run: not when it was cancelled while it waited. */
  synchronized boolean begin() {
    if (state != State.WAITING) {
      return false;
    }
    state = State.RUNNING;
    started = System.currentTimeMillis();
    return true;
  }

  /** Livy fills the output in even when the cancel was given up before the code ended. */
  synchronized void end(JsonNode result, boolean isAboveFrame) {
    output = result;
    aboveFrame = isAboveFrame;
    settle();
  }

  /** Whether its output is too large for the channel between Livy and the driver. */
  synchronized boolean isAboveFrame() {
    return aboveFrame;
  }

  /** Its turn is over, also for one that never began. */
  synchronized void settle() {
    state =
        switch (state) {
          case RUNNING -> State.AVAILABLE;
          case CANCELLING -> State.CANCELLED;
          default -> state;
        };
    progress = 1.0;
    completed = System.currentTimeMillis();
  }

  /** Whether there is running code to be ended; a waiting statement is cancelled at once. */
  synchronized boolean cancel() {
    if (state == State.WAITING) {
      state = State.CANCELLED;
      settle();
    }
    if (state != State.RUNNING) {
      return false;
    }
    state = State.CANCELLING;
    return true;
  }

  /** Livy's answer to code that does not end: it is called cancelled while it goes on. */
  synchronized void giveUpCancelling() {
    if (state == State.CANCELLING) {
      settle();
    }
  }

  synchronized View view(double liveProgress) {
    boolean live = is(State.RUNNING, State.CANCELLING);
    return new View(id, code, state, output, live ? liveProgress : progress, started, completed);
  }
}
