package io.lakegate.history;

import io.lakegate.platform.web.Address;
import io.lakegate.platform.web.FilterMenu;
import io.lakegate.platform.web.Texts;
import io.lakegate.session.StatementForm;
import io.lakegate.session.StatementState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The history's filters as menus, and its address with all of them. */
final class HistoryFilters {
  private static final List<Duration> SPANS =
      List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));

  private final Address address;
  private final StatementQuery query;
  private final String within;

  HistoryFilters(String path, StatementQuery query, String within) {
    this.query = query;
    this.within = within;
    this.address =
        Address.of(path)
            .with("q", query.getText())
            .with("state", query.getState())
            .with("outcome", query.getOutcome())
            .with("kind", query.getKind())
            .with("submittedBy", query.getSubmittedBy())
            .with("sessionId", query.getSessionId())
            .with("workspaceId", query.getWorkspaceId())
            .with("profileId", query.getProfileId())
            .with("from", query.getFrom())
            .with("to", query.getTo())
            .with("within", within);
  }

  Address address() {
    return address;
  }

  List<FilterMenu> menus(Map<UUID, String> profiles, String me) {
    FilterMenu.Builder kinds = any("kind", "history.kind", query.getKind());
    StatementForm.KINDS.forEach(kind -> kinds.choice(Texts.kind(kind), kind));
    FilterMenu.Builder states = any("state", "sessions.state", query.getState());
    for (StatementState state : StatementState.values()) {
      states.choice(Texts.state(state, null), state.name().toLowerCase(Locale.ROOT));
    }
    FilterMenu.Builder ofProfile = any("profileId", "sessions.profile", query.getProfileId());
    profiles.forEach((id, name) -> ofProfile.choice(name, id));
    FilterMenu.Builder times = any("within", "history.time", within);
    SPANS.forEach(
        span -> times.choice(Texts.text("history.last") + " " + Texts.duration(span), span));
    return List.of(
        kinds.build(),
        states.build(),
        any("outcome", "history.outcome", query.getOutcome())
            .choice(Texts.state("AVAILABLE", "ok"), "ok")
            .choice(Texts.state("AVAILABLE", "error"), "error")
            .build(),
        person(me),
        ofProfile.build(),
        times.build());
  }

  /** Anybody else is typed: there may be thousands. */
  private FilterMenu person(String me) {
    return new FilterMenu.Builder(
            "submittedBy", Texts.text("history.person"), address, query.getSubmittedBy())
        .choice(Texts.text("filter.everybody"), null)
        .choice(Texts.text("filter.me"), me)
        .build();
  }

  private FilterMenu.Builder any(String name, String label, String present) {
    return new FilterMenu.Builder(name, Texts.text(label), address, present)
        .choice(Texts.text("filter.any"), null);
  }
}
