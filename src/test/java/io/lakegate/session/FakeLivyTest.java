package io.lakegate.session;

import io.lakegate.backend.AbstractBackendContract;
import io.lakegate.backend.Access;
import io.lakegate.backend.Authentication;
import io.lakegate.backend.Backend;
import io.lakegate.backend.livy.LivyBackends;
import io.lakegate.client.livy.LivyCredential;
import io.lakegate.client.livy.LivyProblems;

/** The fake of the ledger's tests keeps the contract of the backends that it stands for. */
class FakeLivyTest extends AbstractBackendContract {
  private final FakeLivy livy = new FakeLivy();
  private final FaultyLivy faulty = new FaultyLivy(livy);

  FakeLivyTest() {
    livy.knowing(LivyCredential.none()::equals);
  }

  @Override
  protected Backend backend() {
    return LivyBackends.open(livy, Ledger.ANYBODY);
  }

  @Override
  protected Backend backendForStranger() {
    Access stranger =
        new Access(
            Ledger.ANYBODY.address(),
            Authentication.bearer("a-strangers"),
            Ledger.ANYBODY.requestTimeout());
    return LivyBackends.open(livy, stranger);
  }

  @Override
  protected Backend nowhere() {
    for (FaultyLivy.Call call : FaultyLivy.Call.values()) {
      faulty.fail(call, LivyProblems::notSent);
    }
    return LivyBackends.open(faulty, Ledger.ANYBODY);
  }

  @Override
  protected Backend silent() {
    for (FaultyLivy.Call call : FaultyLivy.Call.values()) {
      faulty.fail(call, LivyProblems::noAnswer);
    }
    return LivyBackends.open(faulty, Ledger.ANYBODY);
  }

  @Override
  protected String name() {
    return "lakegate-contract";
  }

  @Override
  protected void awaitReady(String sessionId) {
    livy.sessions.get(sessionId).state = "idle";
  }

  @Override
  protected void awaitEnd(String sessionId, String statementId) {
    int number = Integer.parseInt(statementId);
    FakeLivy.RemoteSession session = livy.sessions.get(sessionId);
    if (session.statements.get(number).code().equals(FAILING)) {
      livy.fail(session, number, "type mismatch");
    } else {
      livy.finish(session, number, "2");
    }
  }
}
