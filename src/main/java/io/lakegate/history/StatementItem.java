package io.lakegate.history;

import io.lakegate.output.Output;
import io.lakegate.output.OutputMask;
import io.lakegate.platform.security.SecretMask;
import io.lakegate.session.Session;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementState;
import java.time.Instant;

/** A statement as the stream and the history show it, with its output. */
public final class StatementItem {
  /** Longer outputs are shown on a page of their own, so that a stream stays quick. */
  public static final int MAX_IN_STREAM = 400_000;

  private final Statement statement;
  private final String output;
  private final Statement present;
  private final boolean ready;
  private final boolean usable;
  private final Instant now;
  private Output parsed;

  /**
   * @param output the stored JSON; null when there is none or it is too long for here
   * @param present what its session does now or next; null = nothing
   * @param usable the person may run and cancel statements in its session
   */
  public StatementItem(
      Statement statement,
      String output,
      Statement present,
      Session session,
      boolean usable,
      Instant now) {
    this.statement = statement;
    this.output = output;
    this.present = present;
    this.ready = session.isReady();
    this.usable = usable;
    this.now = now;
  }

  public Statement getStatement() {
    return statement;
  }

  /** The code with everything that looks like a secret masked. */
  public String getCode() {
    return SecretMask.of(statement.getCode());
  }

  public Output getOutput() {
    if (parsed == null && output != null) {
      parsed = Output.parse(OutputMask.of(output));
    }
    return parsed;
  }

  /** Whether there is an output that is not shown here. */
  public boolean isOutputElsewhere() {
    return statement.hasOutput() && output == null;
  }

  public boolean isUnended() {
    return !statement.getState().isEnded();
  }

  public boolean isRunning() {
    return isUnended() && statement.getStartedAt() != null;
  }

  private boolean isWaiting() {
    return statement.getState() == StatementState.WAITING;
  }

  /** It waits because another one of its session is not done. */
  public boolean isBehindAnother() {
    return isWaiting() && ready && present != null && present.getNumber() < statement.getNumber();
  }

  /** It waits because its session cannot run anything yet. */
  public boolean isBeforeReady() {
    return isWaiting() && !ready;
  }

  public int getPresentNumber() {
    return present == null ? 0 : present.getNumber();
  }

  public boolean isLost() {
    return statement.getState() == StatementState.LOST;
  }

  /** A message that is not the sentence of a lost statement, which has a notice of its own. */
  public boolean isRemarked() {
    return statement.getMessage() != null && !isLost();
  }

  /**
   * Whether to show a progress bar: only from 1 to 99 percent, because an empty or full bar says
   * nothing.
   */
  public boolean isProgressing() {
    return isRunning() && getPercent() > 0 && getPercent() < 100;
  }

  public int getPercent() {
    return (int) Math.round(statement.getProgress() * 100);
  }

  public boolean isCancellable() {
    boolean possible =
        statement.getState() == StatementState.WAITING
            || statement.getState() == StatementState.RUNNING;
    return usable && possible;
  }

  /** Its backend has not answered for it, or not heeded a cancel, for so long. */
  public boolean isGiveUpOffered() {
    return usable && statement.isGiveUpOffered(now);
  }

  public boolean isUsable() {
    return usable;
  }
}
