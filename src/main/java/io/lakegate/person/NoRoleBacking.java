package io.lakegate.person;

import io.lakegate.platform.web.Cookies;
import io.lakegate.tenant.CurrentTenant;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.omnifaces.util.Faces;

/** For somebody whom the provider knows and to whom no group gives a role. */
@Named
@RequestScoped
public class NoRoleBacking {
  @Inject SignInService signIns;
  @Inject PersonService people;
  @Inject CurrentTenant tenant;

  private Person person;
  private List<String> groups = List.of();

  @PostConstruct
  void open() {
    Cookies.find(Faces.getRequest(), tenant.getSlug())
        .flatMap(secret -> signIns.find(tenant.get().tenantId(), secret, true))
        .ifPresent(
            present -> {
              person = present.person();
              groups = people.groups(person.getTenantId(), person.getId());
            });
  }

  public Person getPerson() {
    return person;
  }

  public List<String> getGroups() {
    return groups;
  }

  public boolean isUnknown() {
    return person != null && person.getGroupsSource() == GroupsSource.UNKNOWN;
  }
}
