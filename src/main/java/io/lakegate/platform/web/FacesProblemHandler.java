package io.lakegate.platform.web;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.el.ELException;
import jakarta.faces.FacesException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.PhaseId;
import jakarta.persistence.OptimisticLockException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/**
 * The one place where a refusal becomes a message on a page. A refusal while a page is being read
 * becomes its status; what is not a refusal goes on to the error page.
 */
public class FacesProblemHandler extends ExceptionHandlerWrapper {
  /** The request's attribute that names the {@code ErrorCode} of what the page refused. */
  public static final String REFUSED = FacesProblemHandler.class.getName() + ".refused";

  /** Installed in {@code faces-config.xml}. */
  public static class Factory extends ExceptionHandlerFactory {
    public Factory(ExceptionHandlerFactory wrapped) {
      super(wrapped);
    }

    @Override
    public ExceptionHandler getExceptionHandler() {
      return new FacesProblemHandler(getWrapped().getExceptionHandler());
    }
  }

  FacesProblemHandler(ExceptionHandler wrapped) {
    super(wrapped);
  }

  @Override
  public void handle() {
    FacesContext context = FacesContext.getCurrentInstance();
    Iterator<ExceptionQueuedEvent> events = getUnhandledExceptionQueuedEvents().iterator();
    while (events.hasNext()) {
      ExceptionQueuedEvent event = events.next();
      LakegateException refusal = refusal(event.getContext().getException());
      if (refusal != null && event.getContext().getPhaseId() != PhaseId.RENDER_RESPONSE) {
        events.remove();
        tell(context, refusal, isReading(context, event.getContext().getPhaseId()));
      }
    }
    getWrapped().handle();
  }

  private static LakegateException refusal(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof LakegateException refusal) {
        return refusal;
      }
      if (cause instanceof OptimisticLockException) {
        return new LakegateException(cause, ErrorCode.STALE);
      }
      boolean wrapper = cause instanceof FacesException || cause instanceof ELException;
      if (!wrapper && cause.getCause() == null) {
        return null;
      }
    }
    return null;
  }

  /** Before the action of a form: what it is about could not even be opened. */
  private static boolean isReading(FacesContext context, PhaseId phase) {
    return !context.isPostback() || phase.compareTo(PhaseId.INVOKE_APPLICATION) < 0;
  }

  private static void tell(FacesContext context, LakegateException refusal, boolean reading) {
    context.getExternalContext().getRequestMap().put(REFUSED, refusal.code());
    int status = refusal.code().status();
    if (reading && (status == 403 || status == 404)) {
      try {
        context.getExternalContext().responseSendError(status, null);
        context.responseComplete();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return;
    }
    Messages.add(context, refusal);
    context.renderResponse();
  }
}
