package io.lakegate.platform.web;

import io.lakegate.platform.security.Digests;
import io.lakegate.platform.security.SecretBox;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;

/**
 * The token that every form carries, made by us for this tenant, this person and this address, and
 * for no sign-in: a form that was open while the sign-in ran out is taken after the next one.
 * Whoever is not signed in is known by a cookie given before. A POST without a token of ours
 * changes nothing. Each token also has a random part, by which a form that is sent twice is known
 * again.
 */
public final class FormTokens {
  /** The hidden field of every form, and the name of what a script is given in its place. */
  public static final String FIELD = "lakegate.form";

  private static final String ATTRIBUTE = FormTokens.class.getName();
  private static final String PURPOSE = "form token";

  /** Keeps random part and signature apart; no sign of Base64 for addresses. */
  private static final char BETWEEN = '.';

  private final SecretBox box;
  private final String boundTo;
  private final String key;

  private FormTokens(SecretBox box, String boundTo, String sent) {
    this.box = box;
    this.boundTo = boundTo;
    this.key = verified(sent);
  }

  /**
   * Reads the token that was sent. Called once in a request, before its page is built.
   *
   * @param who the person's id, or the secret of a cookie for somebody who is not signed in
   * @param route the path below the tenant
   */
  public static FormTokens begin(
      HttpServletRequest request, SecretBox box, UUID tenant, String who, String route) {
    boolean post = request.getMethod().equals("POST");
    FormTokens tokens =
        new FormTokens(
            box, tenant + "\n" + who + "\n" + route, post ? request.getParameter(FIELD) : null);
    request.setAttribute(ATTRIBUTE, tokens);
    return tokens;
  }

  static FormTokens of(HttpServletRequest request) {
    return (FormTokens) request.getAttribute(ATTRIBUTE);
  }

  /** Returns whether this request may change something because it is the POST of a form we made. */
  public static boolean isAccepted(HttpServletRequest request) {
    return keyOf(request) != null;
  }

  /** Returns the same key for every time one form is sent, or null if no form of ours was sent. */
  public static String keyOf(HttpServletRequest request) {
    FormTokens tokens = of(request);
    return tokens == null ? null : tokens.key;
  }

  /** Returns another token for the same page, for a script that stays on it. */
  public static String next(HttpServletRequest request) {
    return of(request).next();
  }

  String next() {
    String random = Digests.randomSecret();
    return random + BETWEEN + box.sign(PURPOSE, signed(random));
  }

  private String verified(String sent) {
    int between = sent == null ? -1 : sent.indexOf(BETWEEN);
    if (between < 1) {
      return null;
    }
    String random = sent.substring(0, between);
    boolean ours = box.isSigned(PURPOSE, signed(random), sent.substring(between + 1));
    return ours ? random : null;
  }

  private String signed(String random) {
    return boundTo + "\n" + random;
  }
}
