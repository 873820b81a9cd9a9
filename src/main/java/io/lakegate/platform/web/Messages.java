package io.lakegate.platform.web;

import io.lakegate.platform.problem.LakegateException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.component.UIInput;
import jakarta.faces.component.UISelectBoolean;
import jakarta.faces.component.UISelectMany;
import jakarta.faces.context.FacesContext;

/** Puts a refusal where the person looks: beside its field, else above the form. */
public final class Messages {
  private Messages() {}

  public static void add(FacesContext context, LakegateException refusal) {
    context.validationFailed();
    if (refusal.fields().isEmpty()) {
      context.addMessage(null, error(refusal.getMessage()));
      return;
    }
    refusal
        .fields()
        .forEach(
            (field, message) -> {
              UIComponent input = find(context.getViewRoot(), field);
              if (input instanceof UIInput editable) {
                refuse(context, editable);
              }
              context.addMessage(input == null ? null : input.getClientId(context), error(message));
            });
  }

  /** An invalid input shows what was submitted and nothing else, which by now is forgotten. */
  private static void refuse(FacesContext context, UIInput input) {
    input.setValid(false);
    String typed =
        context.getExternalContext().getRequestParameterMap().get(input.getClientId(context));
    if (input instanceof UISelectBoolean) {
      input.setSubmittedValue(String.valueOf(typed != null));
    } else if (!(input instanceof UISelectMany) && typed != null) {
      input.setSubmittedValue(typed);
    }
  }

  /** An input's id is its field's name, with dots as underscores. */
  private static UIComponent find(UIComponent parent, String field) {
    String id = field.replace('.', '_');
    if (id.equals(parent.getId()) && parent instanceof UIInput) {
      return parent;
    }
    var children = parent.getFacetsAndChildren();
    while (children.hasNext()) {
      UIComponent found = find(children.next(), field);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static FacesMessage error(String text) {
    return new FacesMessage(FacesMessage.SEVERITY_ERROR, text, null);
  }
}
