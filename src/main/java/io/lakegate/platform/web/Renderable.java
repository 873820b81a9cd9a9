package io.lakegate.platform.web;

/** Something a page has many of, which writes itself: each part of a {@code ui:repeat} costs. */
public interface Renderable {
  void write(Markup out);
}
