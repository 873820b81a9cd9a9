package io.lakegate.person;

import java.util.List;

/**
 * What {@code POST /tokens} takes.
 *
 * @param tenant slug; may be left out by who has an account in one tenant only
 * @param roles at most one's own; none means all of them
 * @param expiresIn ISO-8601 duration, at most P90D; PT8H when left out
 */
public record RestTokenForm(String name, String tenant, List<String> roles, String expiresIn) {}
