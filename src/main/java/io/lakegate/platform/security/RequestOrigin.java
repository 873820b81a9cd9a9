package io.lakegate.platform.security;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/** The origin of the present request, set by the filters and read by the audit trail only. */
@RequestScoped
public class RequestOrigin {
  private static final int REFERENCE_LENGTH = 12;

  private final String reference =
      UUID.randomUUID().toString().replace("-", "").substring(0, REFERENCE_LENGTH);
  private String address;
  private UUID tokenId;
  private String asked;

  /**
   * All of it at one moment.
   *
   * @param address null outside of a request
   * @param tokenId null where no REST token was sent
   * @param reference the same for everything one request does
   */
  public record Seen(String address, UUID tokenId, String reference) {}

  /**
   * Told once a request, before anything else.
   *
   * @param asked method and path, without the query: it may hold what nobody should keep
   */
  public void comesFrom(String from, String asked) {
    this.address = from;
    this.asked = asked;
  }

  public void bearsToken(UUID id) {
    this.tokenId = id;
  }

  public Seen seen() {
    return new Seen(address, tokenId, address == null ? null : reference);
  }

  /** Method and path; null outside of a request. */
  public String asked() {
    return asked;
  }
}
