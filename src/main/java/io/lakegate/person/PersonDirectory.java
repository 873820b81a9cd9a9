package io.lakegate.person;

import io.lakegate.platform.security.Operation;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.quota.PersonLock;
import io.lakegate.workspace.KnownPeople;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Tells other features about people without telling them of accounts. */
@ApplicationScoped
class PersonDirectory implements KnownPeople, PersonLock {
  private static final String USER_NAME = "userName";

  @Inject PersonRepository repository;
  @Inject SignInService signIns;

  @Override
  public Optional<String> findClaim(TenantId tenant, UUID personId, String claim) {
    return repository
        .find(tenant, personId)
        .flatMap(
            person ->
                claim.equals(USER_NAME)
                    ? Optional.of(person.getUserName())
                    : person.findClaim(claim));
  }

  @Override
  public Optional<UUID> findEditor(TenantId tenant, String userName, UUID workspaceId) {
    return repository
        .findByUserName(tenant, userName)
        .filter(
            person ->
                signIns
                    .rightsOf(tenant, person)
                    .in(workspaceId)
                    .filter(role -> role.includes(Operation.RUN_STATEMENT.role()))
                    .isPresent())
        .map(Person::getId);
  }

  @Override
  public void hold(TenantId tenant, UUID personId) {
    repository.hold(tenant, personId);
  }
}
