package io.lakegate.member;

import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.NameList;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

@Named
@RequestScoped
public class MemberListBacking {
  private final NameList<Member> list = new NameList<>("members");

  @Inject MemberService members;
  @Inject CurrentCaller current;

  public void load() {
    Caller caller = current.get();
    list.load(
        query -> members.list(caller.tenant(), caller, query),
        row -> row.person().getUserName(),
        row -> row.person().getId());
  }

  public NameList<Member> getList() {
    return list;
  }

  /** Nobody has signed in with a provider yet: only accounts of Lakegate's own are here. */
  public boolean isLocalOnly() {
    return !list.isFiltered()
        && list.getNext() == null
        && list.getItems().stream().allMatch(row -> row.person().isLocal());
  }
}
