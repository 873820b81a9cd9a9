package io.lakegate.member;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Pages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.function.Function;

@Named
@RequestScoped
public class MemberListBacking {
  @Inject MemberService members;
  @Inject CurrentCaller current;

  private String q;
  private String after;
  private Page<Member> page = new Page<>(List.of(), null);

  public void load() {
    Caller caller = current.get();
    ListQuery query = ListQuery.of(q, after, null);
    page =
        Page.of(
            members.list(caller.tenant(), caller, query),
            query.limit(),
            Function.identity(),
            row -> new NameCursor(row.person().getUserName(), row.person().getId()).encode());
  }

  public List<Member> getItems() {
    return page.items();
  }

  /** Nobody has signed in with a provider yet: only accounts of Lakegate's own are here. */
  public boolean isLocalOnly() {
    return !isFiltered()
        && page.next() == null
        && page.items().stream().allMatch(row -> row.person().isLocal());
  }

  public boolean isFiltered() {
    return q != null || after != null;
  }

  public String getFirst() {
    return after == null ? null : "members" + Pages.query("q", q);
  }

  public String getNext() {
    return page.next() == null ? null : "members" + Pages.query("q", q, "after", page.next());
  }

  public String getQ() {
    return q;
  }

  public void setQ(String q) {
    this.q = q;
  }

  public String getAfter() {
    return after;
  }

  public void setAfter(String after) {
    this.after = after;
  }
}
