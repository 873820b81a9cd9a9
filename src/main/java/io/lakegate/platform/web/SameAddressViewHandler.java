package io.lakegate.platform.web;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.ResponseWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Forms post back to the address the page was read from, so it stays one that can be kept. Each
 * carries a token of ours, written here because every form of Faces passes by: none can forget it.
 */
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

  @Override
  public void writeState(FacesContext context) throws IOException {
    super.writeState(context);
    HttpServletRequest request = (HttpServletRequest) context.getExternalContext().getRequest();
    FormTokens tokens = FormTokens.of(request);
    if (tokens == null) {
      throw new IllegalStateException("A form on a page that cannot take any");
    }
    ResponseWriter writer = context.getResponseWriter();
    writer.startElement("input", null);
    writer.writeAttribute("type", "hidden", null);
    writer.writeAttribute("name", FormTokens.FIELD, null);
    writer.writeAttribute("value", tokens.next(), null);
    writer.writeAttribute("autocomplete", "off", null);
    writer.endElement("input");
  }
}
