package io.lakegate.client.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lakegate.client.AllowedHosts;
import io.lakegate.platform.security.TestKeys;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An OpenID provider that does what a test says, also what no honest one does. A code is redeemed
 * once, by who has the PKCE verifier and the client's secret.
 */
public final class FakeProvider implements AutoCloseable {
  private static final RSAKey FIRST = TestKeys.of(1, "first");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private UnaryOperator<JWTClaimsSet.Builder> claims = builder -> builder;
  private BiFunction<JWTClaimsSet, RSAKey, String> signature = FakeProvider::signed;
  private UnaryOperator<Map<String, Object>> description = fields -> fields;
  private RSAKey key = FIRST;
  private final AtomicInteger keyRequests = new AtomicInteger();
  private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> issued = new ConcurrentHashMap<>();
  private final List<Map<String, String>> tokenRequests = new CopyOnWriteArrayList<>();
  private final AtomicInteger serial = new AtomicInteger();
  private volatile Runnable whileRefreshing = () -> {};
  private volatile long seconds = 3600;
  private volatile int refusalStatus = 400;
  private volatile String refusal;
  private volatile OidcCertificate trusted;
  private volatile Function<RSAKey, String> userInfo;
  private volatile int userInfoStatus = 200;
  private volatile String userInfoType = "application/json";
  private final List<String> userInfoTokens = new CopyOnWriteArrayList<>();

  public FakeProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/tenant/.well-known/openid-configuration", this::describe);
    server.createContext("/tenant/keys", this::keys);
    server.createContext("/tenant/token", this::redeem);
    server.createContext("/tenant/userinfo", this::tellAbout);
    server.setExecutor(threads);
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

  public URI issuer() {
    return URI.create(base() + "/tenant");
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

  /** It has a UserInfo, which says this; without a call it has none. */
  public FakeProvider userInfo(Map<String, Object> said) {
    return userInfo("application/json", key -> json(said));
  }

  /** As above, in a signed JWT or whatever a test makes. */
  public FakeProvider userInfo(String type, Function<RSAKey, String> body) {
    userInfoType = type;
    userInfo = body;
    return this;
  }

  public FakeProvider userInfoAnswering(int status) {
    userInfoStatus = status;
    userInfo = userInfo == null ? key -> "{}" : userInfo;
    return this;
  }

  /** What UserInfo was asked with, oldest first. */
  public List<String> userInfoTokens() {
    return List.copyOf(userInfoTokens);
  }

  private static String json(Map<String, Object> fields) {
    return Json.createObjectBuilder(fields).build().toString();
  }

  private void tellAbout(HttpExchange exchange) throws IOException {
    userInfoTokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
    answer(exchange, userInfoStatus, userInfoType, userInfo.apply(key));
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

  /** The token endpoint says no to everybody, in these words; null: no longer. */
  public FakeProvider refusing(String body) {
    return refusing(400, body);
  }

  public FakeProvider refusing(int status, String body) {
    refusalStatus = status;
    refusal = body;
    return this;
  }

  /** An error as RFC 6749 and Entra write it; null leaves a field out. */
  public static String error(String error, String suberror, String claims) {
    JsonObjectBuilder json = Json.createObjectBuilder().add("error", error);
    json.add("error_description", "AADSTS: in words.\r\nTrace ID: 1");
    if (suberror != null) {
      json.add("suberror", suberror);
    }
    if (claims != null) {
      json.add("claims", claims);
    }
    return json.build().toString();
  }

  /** Access tokens live so long. */
  public FakeProvider living(Duration lifetime) {
    seconds = lifetime.toSeconds();
    return this;
  }

  /** Called while a refresh is at the provider. */
  public FakeProvider whileRefreshing(Runnable work) {
    whileRefreshing = work;
    return this;
  }

  /** A refresh token of somebody, as at a sign-in. */
  public String refreshTokenOf(String person) {
    String token = "refresh-of-" + person + "-" + serial.incrementAndGet();
    refreshTokens.put(token, person);
    return token;
  }

  /** As after a change of password. */
  public void revokeAll() {
    refreshTokens.clear();
  }

  /** What the token endpoint was asked, oldest first; without sign-ins. */
  public List<Map<String, String>> tokenRequests() {
    return List.copyOf(tokenRequests);
  }

  /** The client proves itself with this certificate, and no secret will do. */
  public FakeProvider trusting(OidcCertificate certificate) {
    trusted = certificate;
    return this;
  }

  /** A token for somebody else than the portal, as a job gets one. */
  public String token(UnaryOperator<JWTClaimsSet.Builder> change) {
    Instant now = Instant.now();
    return signature.apply(
        change
            .apply(
                new JWTClaimsSet.Builder()
                    .issuer(issuer().toString())
                    .audience("api://lakegate")
                    .subject("subject of ada")
                    .issueTime(Date.from(now))
                    .notBeforeTime(Date.from(now))
                    .expirationTime(Date.from(now.plusSeconds(300)))
                    .claim("preferred_username", "ada@contoso.example"))
            .build(),
        key);
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
    if (userInfo != null) {
      fields.put("userinfo_endpoint", issuer() + "/userinfo");
    }
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
    if (!sent.containsKey("code")) {
      tokenRequests.add(sent);
    }
    if (refusal != null) {
      answer(exchange, refusalStatus, refusal);
      return;
    }
    boolean proved =
        trusted == null
            ? exchange.getRequestHeaders().getFirst("Authorization") != null
            : isProof(sent.get("client_assertion"));
    if (proved && "client_credentials".equals(sent.get("grant_type"))) {
      answer(
          exchange,
          200,
          Json.createObjectBuilder()
              .add("access_token", "own-token-for-" + sent.get("scope"))
              .add("token_type", "Bearer")
              .add("expires_in", seconds)
              .build()
              .toString());
      return;
    }
    if (proved && "refresh_token".equals(sent.get("grant_type"))) {
      refresh(exchange, sent);
      return;
    }
    Map<String, String> asked = codes.remove(sent.getOrDefault("code", ""));
    if (asked == null || !proved || !sent.containsKey("code_verifier")) {
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
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("access_token", "access token of ada")
            .add("token_type", "Bearer")
            .add("expires_in", 300)
            .add("id_token", signature.apply(said, key));
    if (asked.get("scope").contains("offline_access")) {
      json.add("refresh_token", refreshTokenOf((String) said.getClaim("preferred_username")));
    }
    answer(exchange, 200, json.build().toString());
  }

  /** Refresh tokens are good for one use: the next one takes the old one's place. */
  private void refresh(HttpExchange exchange, Map<String, String> sent) throws IOException {
    String who = refreshTokens.remove(sent.get("refresh_token"));
    if (who == null) {
      answer(exchange, 400, error("invalid_grant", null, null));
      return;
    }
    whileRefreshing.run();
    String name = "access-of-" + who + "-for-" + sent.get("scope").replaceAll("[^A-Za-z]", "-");
    int number = issued.computeIfAbsent(name, first -> new AtomicInteger()).incrementAndGet();
    answer(
        exchange,
        200,
        Json.createObjectBuilder()
            .add("access_token", name + "-" + number)
            .add("token_type", "Bearer")
            .add("expires_in", seconds)
            .add("refresh_token", refreshTokenOf(who))
            .build()
            .toString());
  }

  private boolean isProof(String assertion) {
    try {
      SignedJWT jwt = SignedJWT.parse(assertion);
      return jwt.getHeader()
              .getX509CertSHA256Thumbprint()
              .equals(X509CertUtils.computeSHA256Thumbprint(trusted.certificate()))
          && jwt.verify(new RSASSAVerifier((RSAPublicKey) trusted.certificate().getPublicKey()))
          && jwt.getJWTClaimsSet().getAudience().contains(issuer() + "/token");
    } catch (ParseException | JOSEException | NullPointerException e) {
      return false;
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    answer(exchange, status, "application/json", body);
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
