package io.lakegate.ledger;

import io.lakegate.platform.text.Excerpt;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/**
 * The record that an entity keeps of asking a backend for something that must not be done twice. It
 * is written before the request leaves, so that after a crash everybody knows that it may have
 * left.
 */
@Embeddable
public class Attempt {
  private static final int MAX_MESSAGE_LENGTH = 2000;

  @Column(name = "attempted_at")
  private Instant attemptedAt;

  private int attempts;

  @Column(name = "ambiguous_since")
  private Instant ambiguousSince;

  @Column(name = "remote_id")
  private String remoteId;

  @Column(name = "accepted_at")
  private Instant acceptedAt;

  private String message;

  /** The backend is about to be asked; from here on it may have been. */
  public void begin(Instant now) {
    attemptedAt = now;
    attempts++;
  }

  /**
   * The request provably never reached the backend, or the backend refused it: free to go again.
   */
  public void withdraw(String why) {
    attemptedAt = null;
    ambiguousSince = null;
    remark(why);
  }

  /** Withdraws the attempt, like {@link #withdraw}, and does not count it. */
  public void undo(String why) {
    withdraw(why);
    attempts--;
  }

  /** Nobody knows yet whether the backend has it. The first doubt's time stands. */
  public void doubt(String why, Instant now) {
    ambiguousSince = ambiguousSince == null ? now : ambiguousSince;
    remark(why);
  }

  /** The backend has it under this id. */
  public void accepted(String id, Instant now) {
    remoteId = id;
    acceptedAt = now;
    ambiguousSince = null;
  }

  /** A sentence for people who wait; null for none. */
  public void remark(String text) {
    message = Excerpt.shortened(text, MAX_MESSAGE_LENGTH);
  }

  /** Whether the backend may have been asked. */
  public boolean isBegun() {
    return attemptedAt != null;
  }

  /** When the backend was last asked; null if provably never. */
  public Instant attemptedAt() {
    return attemptedAt;
  }

  public int attempts() {
    return attempts;
  }

  /** The time since which nobody knows whether the backend has it; null if that is known. */
  public Instant ambiguousSince() {
    return ambiguousSince;
  }

  /** The backend's id; null until it is known. */
  public String remoteId() {
    return remoteId;
  }

  public Instant acceptedAt() {
    return acceptedAt;
  }

  public String message() {
    return message;
  }
}
