package io.lakegate.quota;

import io.lakegate.person.People;
import io.lakegate.platform.database.TestDatabase;

/** Quotas on a test's database. */
public final class TestQuotas {
  private TestQuotas() {}

  public static Quotas on(TestDatabase database) {
    Quotas quotas = new Quotas();
    quotas.people = People.lock(database);
    return quotas;
  }
}
