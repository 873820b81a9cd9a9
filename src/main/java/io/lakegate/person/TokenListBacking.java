package io.lakegate.person;

import io.lakegate.platform.api.ListQuery;
import io.lakegate.platform.api.NameCursor;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.web.Pages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.omnifaces.util.Faces;

/** Everybody's tokens of the organisation, for its administrators. */
@Named
@RequestScoped
public class TokenListBacking {
  private static final String LIST = "/admin/tokens";

  @Inject RestTokenService tokens;
  @Inject PersonService people;
  @Inject CurrentCaller current;

  private String after;
  private Page<RestToken> page = new Page<>(List.of(), null);
  private Map<UUID, String> userNames = Map.of();
  private Map<UUID, String> makers = Map.of();

  public void load() {
    Caller caller = current.get();
    ListQuery query = ListQuery.of(null, after, null);
    page =
        Page.of(
            tokens.list(caller.tenant(), caller, true, query.after(), query.limit()),
            query.limit(),
            Function.identity(),
            row -> new NameCursor(row.getCreatedAt().toString(), row.getId()).encode());
    makers = tokens.namesOfMakers(caller.tenant(), page.items());
    userNames =
        people.userNames(
            caller.tenant(),
            page.items().stream().map(RestToken::getPersonId).collect(Collectors.toSet()));
  }

  /** The one the address asks to revoke. */
  public void revokeToken() {
    load();
    Caller caller = current.get();
    RestToken revoking = getRevoking();
    if (revoking != null) {
      tokens.revoke(caller.tenant(), caller, revoking.getId());
    }
    Pages.redirect(LIST + Pages.query("after", after), "revoked");
  }

  /** Returns null when the address asks for none, or for one that is over. */
  public RestToken getRevoking() {
    String asked = Faces.getRequestParameter("revoke");
    return page.items().stream()
        .filter(token -> token.getId().toString().equals(asked) && isActive(token))
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns whether the page asks before it revokes; always true on a postback, because the list is
   * read only after the form.
   */
  public boolean isAsking() {
    return Faces.isPostback() || getRevoking() != null;
  }

  public boolean isActive(RestToken token) {
    return tokens.state(token).equals("ACTIVE");
  }

  public String state(RestToken token) {
    return tokens.state(token);
  }

  public String person(RestToken token) {
    return userNames.get(token.getPersonId());
  }

  /** The name of the token it was made with; null where there is none. */
  public String maker(RestToken token) {
    return token.getMadeWith() == null ? null : makers.get(token.getMadeWith());
  }

  public List<RestToken> getItems() {
    return page.items();
  }

  public String getHere() {
    return "tokens" + Pages.query("after", Objects.toString(after, ""));
  }

  public String getFirst() {
    return after == null ? null : "tokens";
  }

  public String getNext() {
    return page.next() == null ? null : "tokens" + Pages.query("after", page.next());
  }

  public String getAfter() {
    return after;
  }

  public void setAfter(String after) {
    this.after = after;
  }
}
