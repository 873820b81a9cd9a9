package io.lakegate.grouprole;

import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Why one has one's own role, for the page about oneself. */
@Named
@RequestScoped
public class WhyBacking {
  @Inject GroupRoleService groupRoles;
  @Inject CurrentCaller current;

  private RoleExplanation own;

  @PostConstruct
  void open() {
    Caller caller = current.get();
    own = groupRoles.why(caller.tenant(), caller, caller.personId());
  }

  public RoleExplanation getOwn() {
    return own;
  }
}
