package io.lakegate.platform.web;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.PhaseEvent;
import jakarta.faces.event.PhaseId;
import jakarta.faces.event.PhaseListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Lets no form do anything that does not carry a token of ours: the page is shown again with what
 * was typed and a sentence that says so.
 */
public class FormTokenListener implements PhaseListener {
  private static final long serialVersionUID = 1L;

  @Override
  public PhaseId getPhaseId() {
    return PhaseId.INVOKE_APPLICATION;
  }

  @Override
  public void beforePhase(PhaseEvent event) {
    FacesContext context = event.getFacesContext();
    HttpServletRequest request = (HttpServletRequest) context.getExternalContext().getRequest();
    if (context.isPostback() && !FormTokens.isAccepted(request)) {
      LakegateException refusal = new LakegateException(ErrorCode.FORM_REFUSED);
      request.setAttribute(FacesProblemHandler.REFUSED, refusal.code());
      context.getExternalContext().setResponseStatus(refusal.code().status());
      Messages.add(context, refusal);
      context.renderResponse();
    }
  }
}
