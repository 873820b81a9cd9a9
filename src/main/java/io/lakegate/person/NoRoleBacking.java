package io.lakegate.person;

import io.lakegate.platform.web.Cookies;
import io.lakegate.platform.web.Pages;
import io.lakegate.tenant.CurrentTenant;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.omnifaces.util.Faces;

/** Explains to a person whom the provider knows that no group gives them a role. */
@Named
@RequestScoped
public class NoRoleBacking {
  @Inject SignInService signIns;
  @Inject PersonService people;
  @Inject CurrentTenant tenant;

  private Person person;
  private List<String> groups = List.of();
  private Map<String, String> names = Map.of();

  @PostConstruct
  void open() {
    Cookies.find(Faces.getRequest(), tenant.getSlug())
        .flatMap(secret -> signIns.find(tenant.get().tenantId(), secret, true))
        .ifPresent(
            present -> {
              person = present.person();
              groups = people.groups(person.getTenantId(), person.getId());
              names = people.groupNames(person.getTenantId(), person.getId());
            });
  }

  public void signOut() {
    HttpServletRequest request = Faces.getRequest();
    Cookies.find(request, tenant.getSlug())
        .ifPresent(secret -> signIns.signOut(tenant.get().tenantId(), secret));
    Cookies.clear(request, Faces.getResponse(), tenant.getSlug());
    Pages.redirect("/sign-out");
  }

  public Person getPerson() {
    return person;
  }

  public List<String> getGroups() {
    return groups;
  }

  /** Returns the directory's name for it, or null while nobody has asked. */
  public String nameOf(String group) {
    return names.get(group);
  }

  /** Returns whether the provider said that there are none. */
  public boolean isNone() {
    return !isUnknown() && groups.isEmpty();
  }

  /** Returns whether the provider did not say which groups they are, which is not "none". */
  public boolean isUnknown() {
    return person != null
        && person.getGroupsSource() != null
        && !person.getGroupsSource().isKnown();
  }
}
