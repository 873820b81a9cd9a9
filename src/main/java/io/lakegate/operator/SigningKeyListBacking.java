package io.lakegate.operator;

import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.SigningKeyView;
import io.lakegate.platform.web.Pages;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The keys tokens are signed with, for operators. */
@Named
@RequestScoped
public class SigningKeyListBacking {
  @Inject SigningKeyService service;
  @Inject CurrentCaller current;
  @Inject Clock clock;

  private List<SigningKeyView> keys = List.of();

  @PostConstruct
  void open() {
    Caller caller = current.get();
    keys = service.list(caller.tenant(), caller);
  }

  public void rotate() {
    Caller caller = current.get();
    service.rotate(caller.tenant(), caller);
    Pages.redirect("/signing-keys", "rotated");
  }

  public List<SigningKeyView> getKeys() {
    return keys;
  }

  /** A word of the state chip: waiting for its time, signing, or verifying what it has signed. */
  public String state(SigningKeyView key) {
    Instant now = clock.instant();
    if (now.isBefore(key.usedFrom())) {
      return "WAITING";
    }
    return isOver(key, now) ? "ENDED" : "ACTIVE";
  }

  private static boolean isOver(SigningKeyView key, Instant now) {
    return key.retiredAt() != null && !now.isBefore(key.retiredAt());
  }

  /** The next one is on its way: another is refused until it has taken over. */
  public boolean isPending() {
    return keys.stream().anyMatch(key -> state(key).equals("WAITING"));
  }
}
