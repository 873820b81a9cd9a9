package io.lakegate.platform.web;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Gives an error page its reference, under which the log keeps what really happened. */
@Named
@RequestScoped
public class ErrorBacking {
  private static final Logger LOG = Logger.getLogger(ErrorBacking.class.getName());

  /** The request's attribute with what is said in place of the words for its status. */
  private static final String SAID = ErrorBacking.class.getName() + ".said";

  /** The request's attribute with the address for the log, where the server knows another one. */
  static final String ADDRESS = ErrorBacking.class.getName() + ".address";

  private String reference;
  private String said;

  /** Names what the error page is to say, where its status alone would say something else. */
  public static void tell(ServletRequest request, String said) {
    request.setAttribute(SAID, said);
  }

  @PostConstruct
  void write() {
    var request = FacesContext.getCurrentInstance().getExternalContext().getRequestMap();
    said = (String) request.get(SAID);
    reference = log(request::get);
  }

  /** The reference under which the log keeps what the server itself refused or failed at. */
  static String logged(ServletRequest request) {
    return log(request::getAttribute);
  }

  private static String log(Function<String, Object> attributes) {
    String reference = UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    Object asked = attributes.apply(ADDRESS);
    Object address = asked == null ? attributes.apply(RequestDispatcher.ERROR_REQUEST_URI) : asked;
    Throwable thrown = (Throwable) attributes.apply(RequestDispatcher.ERROR_EXCEPTION);
    Level level = thrown == null ? Level.INFO : Level.SEVERE;
    if (WatchedResponse.isGone(attributes)) {
      level = Level.FINE; // Nobody is shown this reference.
    }
    LOG.log(level, thrown, () -> "Error page " + reference + " for " + address);
    return reference;
  }

  /** The middle part of the keys of its texts. */
  public String words(String status) {
    return said == null ? status : said;
  }

  public String getReference() {
    return reference;
  }
}
