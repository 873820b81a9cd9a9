package io.lakegate.member;

import io.lakegate.grouprole.GroupRoleService;
import io.lakegate.grouprole.RoleExplanation;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Pages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.UUID;

@Named
@RequestScoped
public class MemberDetailBacking {
  @Inject MemberService members;
  @Inject GroupRoleService groupRoles;
  @Inject CurrentCaller current;

  private Member member;
  private RoleExplanation why;

  public void load() {
    Caller caller = current.get();
    UUID id = Pages.id().orElseThrow(() -> new LakegateException(ErrorCode.NOT_FOUND));
    member = members.get(caller.tenant(), caller, id);
    why = groupRoles.why(caller.tenant(), caller, id);
  }

  public void grantAudit() {
    letReadAudit(true);
  }

  public void withdrawAudit() {
    letReadAudit(false);
  }

  private void letReadAudit(boolean may) {
    load();
    Caller caller = current.get();
    UUID id = member.person().getId();
    MemberForm form = new MemberForm();
    form.setAuditReader(may);
    members.update(caller.tenant(), caller, id, form);
    Pages.redirect("/admin/members/" + id, "saved");
  }

  /** Read when a form that was refused is shown again, too. */
  public Member getMember() {
    if (member == null) {
      load();
    }
    return member;
  }

  public RoleExplanation getWhy() {
    return why;
  }
}
