package io.lakegate.system;

import java.util.List;
import java.util.stream.Collectors;

/** All rows that only a form, a client or a command may change, as one text to compare. */
final class WhatMayNotChange {
  /** Everything but what trackers, sweeps and looking at pages change by themselves. */
  private static final List<String> TABLES =
      List.of(
          "tenant",
          "email_domain",
          "person",
          "person_group",
          "group_role",
          "identity_provider",
          "provider_trial",
          "workspace",
          "lakehouse",
          "environment",
          "session_profile",
          "rest_token",
          "retention",
          "signing_key",
          "session_share",
          "idempotency_key");

  /** Whatever is done is told in the transaction that does it, so the trail says all the rest. */
  static final String QUERY =
      TABLES.stream()
              .map(
                  table ->
                      "select '%1$s ' || count(*) || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as line from %1$s t union all "
                          .formatted(table))
              .collect(
                  Collectors.joining(
                      "", "select string_agg(line, E'\\n' order by line) from (", ""))
          + "select 'sessions ' || count(*) from session"
          + " union all select 'statements ' || count(*) from statement"
          + " union all select 'sign-ins ' || count(*) from sign_in"
          + " union all select 'done ' || count(*) from audit_event where action not in"
          + " ('REQUEST', 'VIEW_SESSION', 'VIEW_RESULT', 'EXPIRE_BACKEND_SIGN_IN')) lines";

  private WhatMayNotChange() {}
}
