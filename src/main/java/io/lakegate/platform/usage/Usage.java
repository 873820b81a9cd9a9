package io.lakegate.platform.usage;

import io.lakegate.platform.tenancy.TenantId;
import java.util.List;
import java.util.UUID;

/** Implemented by a feature whose rows refer to rows of others. */
public interface Usage {
  /**
   * More than these nobody reads in a message; asking for one more tells whether there are more.
   */
  int NAMED = 5;

  /**
   * Names the things of this feature that keep that row from being deleted, in words for a sentence
   * ("session profile 'etl'"), at most one more than {@link #NAMED}.
   *
   * @param id of whatever row; ids are unique over all tables
   */
  List<String> of(TenantId tenant, UUID id);
}
