package io.lakegate.platform.database;

import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Named in {@code persistence.xml}. EclipseLink asks for another connection up to three times when
 * one is broken and sleeps five seconds before each, which would hold the threads of all requests
 * while the database is away. The pool has tested the connection it gives, so waiting gains
 * nothing.
 */
public class ImmediateRetry implements SessionCustomizer {
  @Override
  public void customize(Session session) {
    ((DatabaseLogin) session.getDatasourceLogin()).setDelayBetweenConnectionAttempts(0);
  }
}
