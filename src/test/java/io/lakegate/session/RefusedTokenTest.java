package io.lakegate.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakegate.backend.Access;
import io.lakegate.backend.Authentication;
import io.lakegate.backend.Backend;
import io.lakegate.client.livy.LivyCredential;
import io.lakegate.client.oidc.FakeProvider;
import io.lakegate.client.oidc.OidcClient;
import io.lakegate.identityprovider.IdentityProviderForm;
import io.lakegate.identityprovider.IdentityProviderService;
import io.lakegate.identityprovider.Providers;
import io.lakegate.persontoken.PersonTokenService;
import io.lakegate.persontoken.PersonTokens;
import io.lakegate.platform.database.RepositoryTest;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backend no longer takes its owner's token, though the token should still be good. */
class RefusedTokenTest extends RepositoryTest {
  private final FakeProvider provider = new FakeProvider();
  private final OidcClient oidc = FakeProvider.client();
  private final Set<String> revoked = new HashSet<>();
  private PersonTokenService tokens;
  private Ledger ledger;

  @BeforeEach
  void start() {
    ledger = new Ledger(database, ACME);
    IdentityProviderService providers = Providers.service(database, ledger.clock);
    tokens = PersonTokens.service(database, providers, oidc, ledger.clock);
    IdentityProviderForm form = Providers.form(provider.issuer().toString());
    form.setPersonTokens(true);
    providers.save(ACME, Providers.administrator(ACME), form);
    tokens.signedIn(
        ACME,
        ledger.ada.personId(),
        providers.find(ACME).orElseThrow(),
        provider.refreshTokenOf("ada"));
    ledger.opening = this::open;
    ledger.replacing =
        (asked, problem) ->
            problem.getMessage().contains("refused the credentials")
                && tokens.refused(ACME, ledger.ada.personId(), "livy", token(asked));
    ledger.livy.knowing(
        credential -> !revoked.contains(((LivyCredential.Bearer) credential).token()));
  }

  @AfterEach
  void end() {
    provider.close();
  }

  private Access open(UUID person) {
    return new Access(
        URI.create("http://livy"),
        Authentication.bearer(tokens.accessToken(ACME, person, "livy")),
        Duration.ofSeconds(5));
  }

  private static String token(Backend backend) {
    return ((Authentication.Bearer) backend.access().authentication()).token();
  }

  private void revokePresent() {
    revoked.add(token(ledger.open(ledger.ada.personId())));
  }

  @Test
  void the_next_step_asks_with_a_new_one_and_nobody_is_told_that_the_backend_is_away() {
    UUID id = ledger.running();
    UUID statement = ledger.statements.listUnended(ACME, id, 1).get(0).getId();
    ledger.livy.finish(ledger.livy.only(), 0, "2");
    revokePresent();

    Duration rest = ledger.step(id);

    assertThat(rest).isLessThan(Duration.ofSeconds(1));
    assertThat(ledger.session(id).unreachableSince()).isNull();
    ledger.step(id);
    assertThat(ledger.statement(statement).getState()).isEqualTo(StatementState.AVAILABLE);
    assertThat(provider.tokenRequests()).hasSize(2);
  }

  @Test
  void a_statement_that_was_not_taken_is_sent_once_with_a_new_one() {
    UUID id = ledger.ready();
    revokePresent();
    Statement statement = ledger.submit(id, "1+1");
    ledger.sendNow(id, statement);

    ledger.steps(id, 4);

    assertThat(ledger.livy.submitted).containsExactly("1+1");
    assertThat(ledger.statement(statement.getId()).getState()).isEqualTo(StatementState.RUNNING);
  }

  @Test
  void a_launch_is_tried_again_with_a_new_one() {
    UUID id = ledger.launch();
    revokePresent();

    ledger.steps(id, 3);

    assertThat(ledger.session(id).getRemoteId()).isNotNull();
    assertThat(ledger.livy.sessions).hasSize(1);
  }

  @Test
  void a_launch_ends_when_the_new_one_is_refused_too() {
    UUID id = ledger.launch();
    ledger.livy.knowing(credential -> false);

    ledger.steps(id, 10);

    assertThat(ledger.session(id).getEndCause()).isEqualTo(EndCause.START_FAILED);
    assertThat(ledger.session(id).getMessage()).contains("refused the credentials");
    assertThat(provider.tokenRequests()).hasSize(2);
  }

  @Test
  void a_backend_that_takes_none_is_said_to_refuse_and_the_provider_is_left_alone() {
    UUID id = ledger.running();
    ledger.livy.knowing(credential -> false);

    // Seven minutes, with the rests between them.
    ledger.steps(id, 20);

    assertThat(provider.tokenRequests()).hasSize(2);
    assertThat(ledger.session(id).unreachableSince()).isNotNull();
    assertThat(ledger.session(id).getMessage()).contains("refused the credentials");
  }

  @Test
  void it_goes_on_where_it_was_when_the_backend_takes_tokens_again() {
    UUID id = ledger.running();
    UUID statement = ledger.statements.listUnended(ACME, id, 1).get(0).getId();
    ledger.livy.knowing(credential -> false);
    ledger.steps(id, 8);
    ledger.livy.finish(ledger.livy.only(), 0, "2");
    ledger.livy.knowing(credential -> true);

    ledger.steps(id, 4);

    assertThat(ledger.statement(statement).getState()).isEqualTo(StatementState.AVAILABLE);
    assertThat(ledger.session(id).unreachableSince()).isNull();
  }
}
