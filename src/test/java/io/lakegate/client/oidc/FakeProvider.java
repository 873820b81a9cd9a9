package io.lakegate.client.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lakegate.client.AllowedHosts;
import jakarta.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * An OpenID provider that does what a test says, also what no honest one does. A code is redeemed
 * once, by who has the PKCE verifier and the client's secret.
 */
public final class FakeProvider implements AutoCloseable {
  private static final RSAKey FIRST = newKey("first");

  private final HttpServer server;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private UnaryOperator<JWTClaimsSet.Builder> claims = builder -> builder;
  private BiFunction<JWTClaimsSet, RSAKey, String> signature = FakeProvider::signed;
  private UnaryOperator<Map<String, Object>> description = fields -> fields;
  private RSAKey key = FIRST;
  private final AtomicInteger keyRequests = new AtomicInteger();
  private volatile String graphAnswer = "{\"value\":[]}";
  private volatile int graphStatus = 200;

  public FakeProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/tenant/.well-known/openid-configuration", this::describe);
    server.createContext("/tenant/keys", this::keys);
    server.createContext("/tenant/token", this::redeem);
    server.createContext("/graph/v1.0/me/getMemberGroups", this::groups);
    server.start();
  }

  /** A client that may ask this machine. */
  public static OidcClient client() {
    OidcClient client = new OidcClient();
    client.hosts = AllowedHosts.of("127.0.0.1");
    client.clock = Clock.systemUTC();
    client.open();
    return client;
  }

  public static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public URI issuer() {
    return URI.create(base() + "/tenant");
  }

  public URI graph() {
    return URI.create(base() + "/graph");
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The person signs in: what the browser is sent back with. */
  public String signIn(URI authorization) {
    Map<String, String> asked = form(authorization.getRawQuery());
    String code = "code-" + codes.size();
    codes.put(code, asked);
    return code;
  }

  public static Map<String, String> form(String query) {
    Map<String, String> fields = new TreeMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      fields.put(
          URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return fields;
  }

  public FakeProvider claiming(UnaryOperator<JWTClaimsSet.Builder> change) {
    claims = change;
    return this;
  }

  public FakeProvider signing(BiFunction<JWTClaimsSet, RSAKey, String> how) {
    signature = how;
    return this;
  }

  public FakeProvider describing(UnaryOperator<Map<String, Object>> change) {
    description = change;
    return this;
  }

  public FakeProvider rotatedTo(RSAKey next) {
    key = next;
    return this;
  }

  public FakeProvider graphAnswering(int status, String body) {
    graphStatus = status;
    graphAnswer = body;
    return this;
  }

  public int keyRequests() {
    return keyRequests.get();
  }

  public static String signed(JWTClaimsSet claims, RSAKey key) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void describe(HttpExchange exchange) throws IOException {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("issuer", issuer().toString());
    fields.put("authorization_endpoint", issuer() + "/authorize");
    fields.put("token_endpoint", issuer() + "/token");
    fields.put("jwks_uri", issuer() + "/keys");
    fields.put("end_session_endpoint", issuer() + "/logout");
    fields.put("response_types_supported", List.of("code"));
    fields.put("subject_types_supported", List.of("pairwise"));
    fields.put("id_token_signing_alg_values_supported", List.of("RS256"));
    answer(exchange, 200, Json.createObjectBuilder(description.apply(fields)).build().toString());
  }

  private void keys(HttpExchange exchange) throws IOException {
    keyRequests.incrementAndGet();
    answer(exchange, 200, new JWKSet(key).toString());
  }

  private void redeem(HttpExchange exchange) throws IOException {
    Map<String, String> sent =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> asked = codes.remove(sent.getOrDefault("code", ""));
    String basic = exchange.getRequestHeaders().getFirst("Authorization");
    if (asked == null || basic == null || !sent.containsKey("code_verifier")) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Used already\"}");
      return;
    }
    Instant now = Instant.now();
    JWTClaimsSet said =
        claims
            .apply(
                new JWTClaimsSet.Builder()
                    .issuer(issuer().toString())
                    .audience(asked.get("client_id"))
                    .subject("subject of ada")
                    .issueTime(Date.from(now))
                    .expirationTime(Date.from(now.plusSeconds(300)))
                    .claim("nonce", asked.get("nonce"))
                    .claim("preferred_username", "ada@contoso.example")
                    .claim("name", "Ada Lovelace"))
            .build();
    answer(
        exchange,
        200,
        Json.createObjectBuilder()
            .add("access_token", "access token of ada")
            .add("token_type", "Bearer")
            .add("expires_in", 300)
            .add("id_token", signature.apply(said, key))
            .build()
            .toString());
  }

  private void groups(HttpExchange exchange) throws IOException {
    boolean theirs =
        "Bearer access token of ada".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    answer(exchange, theirs ? graphStatus : 401, graphAnswer);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
