package io.lakegate.platform.web;

/** Markup as a page of the tenant {@code acme} gives it to what it shows. */
public final class Markups {
  private Markups() {}

  public static Markup ofAcme() {
    return new Markup("/acme", "/acme/icons.svg");
  }
}
