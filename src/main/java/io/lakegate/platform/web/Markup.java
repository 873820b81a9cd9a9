package io.lakegate.platform.web;

import jakarta.faces.context.FacesContext;
import jakarta.faces.context.ResponseWriter;
import java.io.IOException;

/** Elements, attributes and text as a component of ours writes them, escaped. */
public final class Markup {
  private final FacesContext context;
  private final ResponseWriter out;

  Markup(FacesContext context) {
    this.context = context;
    this.out = context.getResponseWriter();
  }

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn; what has no value is left out
   */
  public Markup open(String element, Object... attributes) throws IOException {
    out.startElement(element, null);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        out.writeAttribute((String) attributes[i], attributes[i + 1].toString(), null);
      }
    }
    return this;
  }

  public Markup text(Object text) throws IOException {
    if (text != null) {
      out.writeText(text, null);
    }
    return this;
  }

  public Markup close(String element) throws IOException {
    out.endElement(element);
    return this;
  }

  /** What the address of every page of this tenant begins with. */
  public String tenantPath() {
    return context.getExternalContext().getRequestContextPath();
  }

  /** A symbol of {@code icons.svg} beside a word. */
  public Markup icon(String name) throws IOException {
    String icons =
        context
            .getApplication()
            .getResourceHandler()
            .createResource("icons.svg", VersionedResources.LIBRARY)
            .getRequestPath();
    return open("svg", "class", "icon", "aria-hidden", "true", "focusable", "false")
        .open("use", "href", icons + "#" + name)
        .close("use")
        .close("svg");
  }

  /** A state as icon, word and colour. */
  public Markup stateChip(Object state, Object outcome) throws IOException {
    String tone = Words.tone(state, outcome);
    open("span", "class", "chip", "data-state", state, "data-tone", tone);
    if (tone.equals("working")) {
      open("span", "class", "chip-dots", "aria-hidden", "true").close("span");
    } else {
      icon(Words.toneIcon(tone));
    }
    return text(Words.state(state, outcome)).close("span");
  }

  /**
   * Something about time in words that the script makes more of.
   *
   * @param attributes what the script reads, as for {@code open}
   */
  public Markup time(String words, Object... attributes) throws IOException {
    open("time", "class", "nowrap");
    for (int i = 0; i < attributes.length; i += 2) {
      out.writeAttribute((String) attributes[i], attributes[i + 1].toString(), null);
    }
    return text(words).close("time");
  }
}
