package io.lakegate.platform.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One filter of a list as a menu of links: what may be chosen, and what is. Works without a script,
 * and every choice is an address that can be kept.
 *
 * @param chosen the words of the present choice
 * @param active whether it leaves anything out
 */
public record FilterMenu(
    String id, String label, String chosen, boolean active, List<Choice> choices)
    implements Renderable {

  /** A choice and where it leads. */
  public record Choice(String label, String href, boolean current) {}

  @Override
  public void write(Markup out) {
    out.open("details", "class", "menu filter")
        .open("summary", "class", "button small", "data-active", active)
        .open("span", "class", "dim")
        .text(label)
        .close("span")
        .text(" ")
        .text(chosen)
        .icon("chevron")
        .close("summary")
        .open("div", "class", "menu-body")
        .open("ul");
    for (FilterMenu.Choice choice : choices) {
      out.open("li")
          .open("a", "class", "menu-item", "href", choice.href(), "aria-current", choice.current())
          .text(choice.label())
          .close("a")
          .close("li");
    }
    out.close("ul").close("div").close("details");
  }

  /** Collects the choices of one word of the address. */
  public static final class Builder {
    private final String name;
    private final String label;
    private final Address address;
    private final String present;
    private final List<Choice> choices = new ArrayList<>();

    /**
     * @param name of the word in the address
     * @param address of the list, with all its other words
     * @param present value of the word now; null = none
     */
    public Builder(String name, String label, Address address, String present) {
      this.name = name;
      this.label = label;
      this.address = address;
      this.present = present == null || present.isBlank() ? null : present.strip();
    }

    /** Adds a choice; null leaves the word out. */
    public Builder choice(String words, Object value) {
      String text = value == null ? null : value.toString();
      choices.add(new Choice(words, address.with(name, text).toString(), isPresent(text)));
      return this;
    }

    private boolean isPresent(String value) {
      return present == null
          ? value == null
          : present.equalsIgnoreCase(Objects.toString(value, ""));
    }

    public FilterMenu build() {
      String chosen =
          choices.stream().filter(Choice::current).map(Choice::label).findFirst().orElse(present);
      return new FilterMenu(name, label, chosen, present != null, List.copyOf(choices));
    }
  }
}
