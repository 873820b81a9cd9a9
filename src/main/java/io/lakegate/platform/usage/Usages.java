package io.lakegate.platform.usage;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Asks every feature who uses a row. */
@ApplicationScoped
public class Usages {
  /** Named as the reason if the database refused a deletion although no feature had named one. */
  public static final String ADDED_JUST_NOW = "something that was added just now";

  @Inject @Any Instance<Usage> usages;

  /**
   * Names the things that keep the row from being deleted, in words and in alphabetical order;
   * empty if there are none.
   */
  public List<String> of(TenantId tenant, UUID id) {
    List<String> all = new ArrayList<>();
    usages.forEach(usage -> all.addAll(usage.of(tenant, id)));
    return all.stream().sorted().toList();
  }

  /** Refuses with that code, naming the users, when there are any. */
  public void requireNone(TenantId tenant, UUID id, ErrorCode code) {
    List<String> users = of(tenant, id);
    if (!users.isEmpty()) {
      throw new LakegateException(code, inWords(users));
    }
  }

  /** "a, b and c"; the sixth and later are counted as "more". */
  public static String inWords(List<String> users) {
    boolean more = users.size() > Usage.NAMED;
    List<String> named = more ? users.subList(0, Usage.NAMED) : users;
    if (more) {
      return String.join(", ", named) + " and more";
    }
    int last = named.size() - 1;
    return last == 0
        ? named.get(0)
        : String.join(", ", named.subList(0, last)) + " and " + named.get(last);
  }
}
