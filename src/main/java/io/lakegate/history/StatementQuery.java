package io.lakegate.history;

import io.lakegate.platform.api.QueryValue;
import io.lakegate.platform.api.QueryValues;
import io.lakegate.platform.api.TimeRange;
import io.lakegate.session.Statement;
import io.lakegate.session.StatementForm;
import io.lakegate.session.StatementState;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;

/** The history's filter as words of an address, for the API and the page alike. */
public class StatementQuery {
  @QueryParam("q")
  private String text;

  @QueryParam("state")
  private String state;

  @QueryParam("outcome")
  private String outcome;

  @QueryParam("kind")
  private String kind;

  @QueryParam("submittedBy")
  private String submittedBy;

  @QueryParam("sessionId")
  private String sessionId;

  @QueryParam("workspaceId")
  private String workspaceId;

  @QueryParam("profileId")
  private String profileId;

  @QueryParam("from")
  private String from;

  @QueryParam("to")
  private String to;

  /** {@code INVALID} names the words that do not fit. */
  public StatementFilter filter() {
    QueryValues values = new QueryValues();
    StatementFilter filter = filter(values);
    values.require();
    return filter;
  }

  /** Notes in {@code values} which words do not fit. */
  StatementFilter filter(QueryValues values) {
    List<StatementState> states = List.of(StatementState.values());
    List<String> outcomes = List.of("ok", "error");
    return new StatementFilter(
        blankToNull(text),
        values.read(() -> QueryValue.word("state", state, StatementState::valueOf, states)),
        values.read(
            () -> QueryValue.word("outcome", outcome, Statement.Outcome::valueOf, outcomes)),
        values.read(() -> QueryValue.word("kind", kind, StatementQuery::kind, StatementForm.KINDS)),
        blankToNull(submittedBy),
        values.read(() -> QueryValue.id("sessionId", sessionId)),
        values.read(() -> QueryValue.id("workspaceId", workspaceId)),
        values.read(() -> QueryValue.id("profileId", profileId)),
        values.read(() -> TimeRange.parse("from", from, 0)),
        values.read(() -> TimeRange.parse("to", to, 1)));
  }

  private static String kind(String word) {
    String kind = word.toLowerCase(Locale.ROOT);
    if (!StatementForm.KINDS.contains(kind)) {
      throw new IllegalArgumentException(kind);
    }
    return kind;
  }

  private static String blankToNull(String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  public String getText() {
    return text;
  }

  public void setText(String text) {
    this.text = text;
  }

  public String getState() {
    return state;
  }

  public void setState(String state) {
    this.state = state;
  }

  public String getOutcome() {
    return outcome;
  }

  public void setOutcome(String outcome) {
    this.outcome = outcome;
  }

  public String getKind() {
    return kind;
  }

  public void setKind(String kind) {
    this.kind = kind;
  }

  public String getSubmittedBy() {
    return submittedBy;
  }

  public void setSubmittedBy(String submittedBy) {
    this.submittedBy = submittedBy;
  }

  public String getSessionId() {
    return sessionId;
  }

  public void setSessionId(String sessionId) {
    this.sessionId = sessionId;
  }

  public String getWorkspaceId() {
    return workspaceId;
  }

  public void setWorkspaceId(String workspaceId) {
    this.workspaceId = workspaceId;
  }

  public String getProfileId() {
    return profileId;
  }

  public void setProfileId(String profileId) {
    this.profileId = profileId;
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(String from) {
    this.from = from;
  }

  public String getTo() {
    return to;
  }

  public void setTo(String to) {
    this.to = to;
  }
}
