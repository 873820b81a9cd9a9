package io.lakegate.backend;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that Lakegate knows about one kind of backend. There is one adapter for each kind. */
public interface BackendAdapter {
  Set<Capability> capabilities();

  /** Exactly the body that a launch sends, for people to read before it is sent. */
  JsonObject preview(SessionRequest request);

  /**
   * Warns about fields that the backend would ignore, refuse, start slowly for, or show to others,
   * in the order of the fields.
   */
  List<RequestWarning> warnings(SessionRequest request);

  /**
   * The scope that a token for such a backend needs; empty if it differs from one backend to
   * another.
   */
  Optional<String> tokenScope();

  /** Makes no call. Needs {@link Capability#LAUNCHES}. */
  Backend open(Access access);
}
