package io.lakegate.platform.json;

import jakarta.json.JsonException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Hands a JSON text on and ends it with a {@link JsonException} where it is nested too deep. */
final class NestingLimit extends FilterReader {
  private final int maxDepth;
  private int depth;
  private boolean inText;
  private boolean escaped;

  NestingLimit(Reader text, int maxDepth) {
    super(text);
    this.maxDepth = maxDepth;
  }

  @Override
  public int read() throws IOException {
    int c = super.read();
    if (c >= 0) {
      count((char) c);
    }
    return c;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    for (int i = offset; i < offset + read; i++) {
      count(buffer[i]);
    }
    return read;
  }

  private void count(char c) {
    if (inText) {
      inText = escaped || c != '"';
      escaped = !escaped && c == '\\';
    } else if (c == '"') {
      inText = true;
    } else if (c == '{' || c == '[') {
      depth++;
      if (depth > maxDepth) {
        throw new JsonException("Nested more than " + maxDepth + " deep");
      }
    } else if (c == '}' || c == ']') {
      depth--;
    }
  }
}
