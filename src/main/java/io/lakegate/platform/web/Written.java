package io.lakegate.platform.web;

import java.io.IOException;

/** Something a page has many of, which writes itself: each part of a {@code ui:repeat} costs. */
public interface Written {
  void write(Markup out) throws IOException;
}
