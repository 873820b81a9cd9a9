package io.lakegate.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;

/** Statements through the portal beside the same ones straight to the same Livy, interleaved. */
final class RoundTrips {
  /** Until the JVM has compiled what a statement runs through. */
  private static final int WARM_UP = 400;

  private RoundTrips() {}

  /**
   * Measures.
   *
   * @param code of a statement that takes so many milliseconds
   * @param requests of the Livy server so far; null when it does not count
   */
  static JsonObjectBuilder measure(
      Http livy,
      String livySession,
      Http portal,
      String session,
      long[] lengths,
      LongFunction<String> code,
      java.util.function.LongSupplier requests)
      throws IOException, InterruptedException {
    List<Double> direct = new ArrayList<>();
    List<Double> through = new ArrayList<>();
    long asked = 0;
    for (int i = 0; i < WARM_UP; i++) {
      direct(livy, livySession, code.apply(1));
      through(portal, session, code.apply(1));
    }
    for (long length : lengths) {
      direct.add(direct(livy, livySession, code.apply(length)));
      long before = requests == null ? 0 : requests.getAsLong();
      through.add(through(portal, session, code.apply(length)));
      asked += requests == null ? 0 : requests.getAsLong() - before;
    }
    Figures directly = new Figures(direct);
    Figures byPortal = new Figures(through);
    JsonObjectBuilder result =
        Json.createObjectBuilder()
            .add("direct", directly.toJson())
            .add("portal", byPortal.toJson())
            .add("ratioOfSums", Figures.round(byPortal.sum() / directly.sum()))
            .add("ratioOfMedians", Figures.round(byPortal.median() / directly.median()));
    return requests == null
        ? result
        : result.add("livyRequestsAStatement", Figures.round(asked / (double) lengths.length));
  }

  /** Drawn at random from 50 to 1,000 ms. */
  static long[] lengths(int count, long seed) {
    return new Random(seed).longs(count, 50, 1001).toArray();
  }

  private static double direct(Http livy, String session, String code)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    String statements = "/sessions/" + session + "/statements";
    JsonObject body = Json.createObjectBuilder().add("code", code).build();
    int id = livy.post(statements, body).getInt("id");
    while (!livy.get(statements + "/" + id).getString("state").equals("available")) {
      // A tight loop: the fastest a client can be.
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private static double through(Http portal, String session, String code)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    String statements = "/sessions/" + session + "/statements";
    JsonObject body = Json.createObjectBuilder().add("code", code).build();
    String id = portal.post(statements, body).getString("id");
    String state = "";
    while (!state.equals("AVAILABLE")) {
      state = portal.get(statements + "/" + id + "?wait=PT30S").getString("state");
      if (state.equals("LOST") || state.equals("CANCELLED")) {
        throw new IOException("The statement ended " + state);
      }
    }
    return (System.nanoTime() - begin) / 1e6;
  }
}
