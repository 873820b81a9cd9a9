package io.lakegate.platform.web;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;

/** Forms post back to the address the page was read from, so it stays one that can be kept. */
public class SameAddressViewHandler extends ViewHandlerWrapper {
  public SameAddressViewHandler(ViewHandler wrapped) {
    super(wrapped);
  }

  @Override
  public String getActionURL(FacesContext context, String viewId) {
    HttpServletRequest request = (HttpServletRequest) context.getExternalContext().getRequest();
    String original = TenantRequest.originalAddress(request);
    boolean same =
        context.getViewRoot() != null && viewId.equals(context.getViewRoot().getViewId());
    return same && original != null ? original : super.getActionURL(context, viewId);
  }
}
