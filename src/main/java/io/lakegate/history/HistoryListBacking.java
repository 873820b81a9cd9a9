package io.lakegate.history;

import io.lakegate.platform.api.TimeCursor;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Address;
import io.lakegate.platform.web.FilterMenu;
import io.lakegate.sessionprofile.SessionProfileService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.omnifaces.util.Faces;

/** The list of what was run, when and by whom, newest first. The list's state is in its address. */
@Named
@RequestScoped
public class HistoryListBacking {
  private static final int ROWS = 25;
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  @Inject HistoryService history;
  @Inject SessionProfileService profileService;
  @Inject CurrentCaller current;
  @Inject Clock clock;

  private final StatementQuery query = new StatementQuery();
  private String within;
  private String after;
  private List<HistoryRow> rows;
  private List<FilterMenu> filters;
  private String next;

  /** {@code INVALID} for a word of the address that is none; {@code BAD_CURSOR}. */
  public void load() {
    rows = List.of();
    Caller caller = current.get();
    StatementFilter filter = within(query.filter(), within, clock);
    List<HistoryRow> found =
        history.listRows(caller.tenant(), caller, filter, TimeCursor.parse(after), ROWS + 1);
    rows = found.stream().limit(ROWS).toList();
    if (found.size() > ROWS) {
      HistoryRow last = rows.get(ROWS - 1);
      next = getAddress().with("after", new TimeCursor(last.submittedAt(), last.id())).toString();
    }
  }

  /** A span before now, in place of a first moment. */
  static StatementFilter within(StatementFilter filter, String span, Clock clock) {
    if (span == null || span.isBlank()) {
      return filter;
    }
    try {
      return filter.from(clock.instant().minus(Duration.parse(span)));
    } catch (DateTimeException | ArithmeticException e) {
      throw LakegateException.invalid("within", "Use a duration such as PT24H.");
    }
  }

  /** The address of the list with all its filters and without the position in it. */
  public Address getAddress() {
    return filters("/history").address();
  }

  private HistoryFilters filters(String path) {
    return new HistoryFilters(Faces.getRequestContextPath() + path, query, within);
  }

  public List<FilterMenu> getFilters() {
    if (filters == null) {
      Caller caller = current.get();
      Map<UUID, String> profiles = profileService.names(caller.tenant(), caller);
      filters = filters("/history").menus(profiles, caller.userName());
    }
    return filters;
  }

  /** The columns of every table of the history, for their heads. */
  public List<HistoryColumn> getColumns() {
    return List.of(HistoryColumn.values());
  }

  public List<HistoryRow> getRows() {
    return rows == null ? List.of() : rows;
  }

  public boolean isFiltered() {
    return !getAddress().query().isEmpty();
  }

  public String getWithoutFilters() {
    return Faces.getRequestContextPath() + "/history";
  }

  /** Something is typed where there is no menu to show it. */
  public boolean isNarrowed() {
    return Stream.of(query.getSubmittedBy(), query.getFrom(), query.getTo())
        .anyMatch(Objects::nonNull);
  }

  /** A date field holds days only; of a moment its day in UTC. */
  public String getFromDay() {
    return day(query.getFrom());
  }

  public String getToDay() {
    return day(query.getTo());
  }

  private static String day(String value) {
    Matcher day = DAY.matcher(Objects.toString(value, ""));
    return day.lookingAt() ? day.group() : null;
  }

  /** One session's statements only: it has no menu, so it is said. */
  public boolean isOfSession() {
    return query.getSessionId() != null;
  }

  public String getOfAllSessions() {
    return getAddress().with("sessionId", null).toString();
  }

  public String getFirst() {
    return after == null ? null : getAddress().toString();
  }

  public String getNext() {
    return next;
  }

  public String getCsv() {
    return filters("/history/export").address().with("format", "csv").toString();
  }

  public String getJson() {
    return filters("/history/export").address().with("format", "json").toString();
  }

  public int getMostExported() {
    return HistoryExportServlet.MAX_ROWS;
  }

  public StatementQuery getQuery() {
    return query;
  }

  public String getWithin() {
    return within;
  }

  public void setWithin(String within) {
    this.within = within;
  }

  public String getAfter() {
    return after;
  }

  public void setAfter(String after) {
    this.after = after;
  }
}
