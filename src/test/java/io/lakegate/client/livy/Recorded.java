package io.lakegate.client.livy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.lakegate.platform.json.BoundedJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Answers of a real Livy server, from {@code src/test/resources/livy}. */
public final class Recorded {
  private Recorded() {}

  /** The answer as Livy gave it: status, type, location, body. */
  public static ResponseDefinitionBuilder answer(String call) {
    JsonObject response = response(call);
    ResponseDefinitionBuilder answer =
        WireMock.aResponse().withStatus(response.getInt("status")).withBody(body(call));
    for (JsonArray header : response.getJsonArray("headers").getValuesAs(JsonArray.class)) {
      String name = header.getString(0);
      if (name.equals("Content-Type") || name.equals("Location")) {
        answer.withHeader(name, header.getString(1));
      }
    }
    return answer;
  }

  static String body(String call) {
    return response(call).getString("rawBody");
  }

  private static JsonObject response(String call) {
    try (InputStream file = Recorded.class.getResourceAsStream("/livy/" + call + ".json")) {
      return BoundedJson.value(file.readAllBytes()).asJsonObject().getJsonObject("response");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
