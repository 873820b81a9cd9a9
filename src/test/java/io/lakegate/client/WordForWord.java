package io.lakegate.client;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Answers as Microsoft documents them, from {@code src/test/resources/entra} and {@code graph}. */
public final class WordForWord {
  private WordForWord() {}

  /** The file's text; such as {@code entra/grant-revoked}. */
  public static String text(String name) {
    try (InputStream file = WordForWord.class.getResourceAsStream("/" + name + ".json")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ResponseDefinitionBuilder answer(int status, String name) {
    return json(status, text(name));
  }

  public static ResponseDefinitionBuilder json(int status, String body) {
    return WireMock.aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json; charset=utf-8")
        .withBody(body);
  }
}
