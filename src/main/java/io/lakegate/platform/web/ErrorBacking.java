package io.lakegate.platform.web;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import java.util.Locale;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What an error page shows: a reference under which the log keeps what really happened. */
@Named
@RequestScoped
public class ErrorBacking {
  private static final Logger LOG = Logger.getLogger(ErrorBacking.class.getName());

  private String reference;

  @PostConstruct
  void write() {
    var request = FacesContext.getCurrentInstance().getExternalContext().getRequestMap();
    reference = UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    Object address = request.get(RequestDispatcher.ERROR_REQUEST_URI);
    Throwable thrown = (Throwable) request.get(RequestDispatcher.ERROR_EXCEPTION);
    Level level = thrown == null ? Level.INFO : Level.SEVERE;
    if (WatchedResponse.isGone(request)) {
      level = Level.FINE; // Nobody is shown this reference.
    }
    LOG.log(level, thrown, () -> "Error page " + reference + " for " + address);
  }

  public String getReference() {
    return reference;
  }
}
