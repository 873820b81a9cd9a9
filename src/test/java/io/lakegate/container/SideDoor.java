package io.lakegate.container;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.jboss.arquillian.protocol.servlet5.ServletMethodExecutor;

/**
 * Lets Arquillian in beside the API: everywhere else our filters take the first segment of an
 * address for a tenant, and refuse a POST that comes from no page of ours.
 */
@WebListener
public class SideDoor implements ServletContextListener {
  static final String PREFIX = "/api";

  @Override
  public void contextInitialized(ServletContextEvent event) {
    event
        .getServletContext()
        .getServletRegistration(ServletMethodExecutor.ARQUILLIAN_SERVLET_NAME)
        .addMapping(PREFIX + ServletMethodExecutor.ARQUILLIAN_SERVLET_MAPPING);
  }
}
