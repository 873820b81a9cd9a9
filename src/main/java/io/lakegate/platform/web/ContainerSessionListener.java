package io.lakegate.platform.web;

import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Complains of a session of the container, which nothing should make (ADR 8). */
@WebListener
public class ContainerSessionListener implements HttpSessionListener {
  private static final Logger LOG = Logger.getLogger(ContainerSessionListener.class.getName());

  @Override
  public void sessionCreated(HttpSessionEvent event) {
    LOG.log(Level.SEVERE, "A container session was made", new IllegalStateException());
  }
}
