package io.lakegate.client.livy;

import java.util.List;

/**
 * A page of sessions.
 *
 * @param total of all sessions on the server, not of this page
 */
public record LivySessions(int from, int total, List<LivySession> sessions) {}
