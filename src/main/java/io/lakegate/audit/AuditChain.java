package io.lakegate.audit;

import io.lakegate.audit.AuditChainRepository.Chain;
import io.lakegate.audit.AuditChainRepository.Seal;
import io.lakegate.platform.security.Digests;
import io.lakegate.platform.tenancy.TenantId;
import io.lakegate.tenant.TenantService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Seals events behind the back of who records them, gives the heads of the chains out, and finds
 * what does not fit. What it cannot show: an event added through the portal's own access before it
 * was sealed, and anything to who holds the database and the signing key both.
 */
@ApplicationScoped
public class AuditChain {
  /** Before the first hash. */
  static final String BEGINNING = "0".repeat(64);

  private static final Logger LOG = Logger.getLogger(AuditChain.class.getName());
  static final int BATCH = 500;

  @Inject AuditChainRepository repository;
  @Inject TenantService tenants;
  @Inject AuditHeads heads;
  @Inject Clock clock;

  static String hash(String before, AuditEvent event) {
    return Digests.sha256(before + "\n" + event.canonical());
  }

  /**
   * Seals and exports what is new in all tenants; a failure in one tenant does not stop the others.
   */
  public void sweep() {
    for (TenantId tenant : tenants.ids()) {
      try {
        seal(tenant);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "The audit events of " + tenant + " are sealed later.", e);
      }
    }
  }

  /** Returns when all is sealed and exported, or another node is at it. */
  public void seal(TenantId tenant) {
    if (repository.find(tenant).isEmpty()) {
      repository.begin(tenant);
    }
    while (repository.seal(tenant, BATCH) == BATCH) {
      // More is waiting.
    }
    while (repository.export(tenant, BATCH, seals -> export(tenant, seals)) == BATCH) {
      // More is waiting.
    }
  }

  private void export(TenantId tenant, List<Seal> seals) {
    AuditHead head =
        new AuditHead(
            tenant,
            seals.get(0).seq(),
            seals.stream().map(Seal::hash).toList(),
            false,
            clock.instant());
    heads.append(tenant, heads.sign(head));
  }

  /** Removes a batch of events that are older, at the beginning of the chain; says how many. */
  int cut(TenantId tenant, Instant before) {
    return repository.cut(
        tenant,
        before,
        BATCH,
        last ->
            heads.sign(
                new AuditHead(tenant, last.seq(), List.of(last.hash()), true, clock.instant())));
  }

  /** Names the first event that is not what it was, or says that all are. */
  AuditVerification verify(TenantId tenant) {
    seal(tenant);
    Chain chain = repository.find(tenant).orElseThrow();
    List<AuditHead> exported = heads.read(tenant);
    Map<Long, String> known = new HashMap<>();
    long lastKnown = 0;
    for (AuditHead head : exported) {
      for (int i = 0; i < head.hashes().size(); i++) {
        // The first head that tells of an event stands.
        known.putIfAbsent(head.from() + i, head.hashes().get(i));
      }
      lastKnown = Math.max(lastKnown, head.seq());
    }
    AuditVerification.Findings found =
        new AuditVerification.Findings(clock.instant(), exported.size());
    if (!isLawfullyCut(tenant, chain)) {
      return found.broken(AuditVerification.Problem.MISSING, 1, null, null);
    }
    String hash = chain.cutHash();
    long seq = chain.cutSeq();
    List<Seal> seals = repository.seals(tenant, seq, BATCH);
    while (!seals.isEmpty()) {
      Map<UUID, AuditEvent> events =
          repository.events(tenant, seals.stream().map(Seal::eventId).toList());
      for (Seal seal : seals) {
        AuditEvent event = events.get(seal.eventId());
        if (seal.seq() != seq + 1) {
          return found.broken(AuditVerification.Problem.MISSING, seq + 1, null, null);
        }
        seq++;
        if (event == null) {
          return found.broken(AuditVerification.Problem.MISSING, seq, seal.eventId(), null);
        }
        hash = hash(hash, event);
        if (!hash.equals(seal.hash()) || !hash.equals(known.getOrDefault(seq, hash))) {
          return found.broken(
              AuditVerification.Problem.ALTERED, seq, seal.eventId(), event.getAt());
        }
        found.checked();
      }
      seals = repository.seals(tenant, seq, BATCH);
    }
    if (seq < lastKnown || seq < chain.lastSeq()) {
      return found.broken(AuditVerification.Problem.CUT_OFF, seq + 1, null, null);
    }
    Optional<AuditEvent> inserted = repository.findNeverSealed(tenant, chain);
    return inserted
        .map(
            event ->
                found.broken(
                    AuditVerification.Problem.INSERTED, null, event.getId(), event.getAt()))
        .orElseGet(found::whole);
  }

  /** Retention signs where the chain begins. */
  private boolean isLawfullyCut(TenantId tenant, Chain chain) {
    if (chain.cutSeq() == 0) {
      return chain.cutHash().equals(BEGINNING);
    }
    return heads
        .read(tenant, chain.cutProof())
        .filter(AuditHead::cut)
        .filter(head -> head.seq() == chain.cutSeq())
        .filter(head -> head.hashes().get(0).equals(chain.cutHash()))
        .isPresent();
  }
}
