package io.lakegate.platform.web;

/**
 * Elements, attributes and text of a {@link PageTag}, escaped, collected and given to the page as
 * one text: a page's writer passes each piece on through five others.
 */
public final class Markup {
  private final StringBuilder html = new StringBuilder(1024);
  private final String tenantPath;
  private final String icons;

  /**
   * @param icons address of {@code icons.svg}
   */
  Markup(String tenantPath, String icons) {
    this.tenantPath = tenantPath;
    this.icons = icons;
  }

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn; what has no value is left out
   */
  public Markup open(String element, Object... attributes) {
    html.append('<').append(element);
    attributes(attributes);
    html.append('>');
    return this;
  }

  private void attributes(Object... attributes) {
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        html.append(' ').append(attributes[i]).append("=\"");
        escape(attributes[i + 1].toString());
        html.append('"');
      }
    }
  }

  public Markup text(Object text) {
    if (text != null) {
      escape(text.toString());
    }
    return this;
  }

  public Markup close(String element) {
    html.append("</").append(element).append('>');
    return this;
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        default -> html.append(c);
      }
    }
  }

  /** Returns what the address of every page of this tenant begins with. */
  public String tenantPath() {
    return tenantPath;
  }

  /** A symbol of {@code icons.svg} beside a word. */
  public Markup icon(String name) {
    return open("svg", "class", "icon", "aria-hidden", "true", "focusable", "false")
        .open("use", "href", icons + "#" + name)
        .close("use")
        .close("svg");
  }

  /** A state as icon, word and colour. */
  public Markup stateChip(Object state, Object outcome) {
    String tone = Texts.tone(state, outcome);
    open("span", "class", "chip", "data-state", state, "data-tone", tone);
    if (tone.equals("working")) {
      open("span", "class", "chip-dots", "aria-hidden", "true").close("span");
    } else {
      icon(Texts.toneIcon(tone));
    }
    return text(Texts.state(state, outcome)).close("span");
  }

  /**
   * Something about time in words that the script makes more of.
   *
   * @param attributes what the script reads, as for {@code open}
   */
  public Markup time(String words, Object... attributes) {
    html.append("<time class=\"nowrap\"");
    attributes(attributes);
    html.append('>');
    return text(words).close("time");
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
