package io.lakegate.audit;

import io.lakegate.platform.database.WithinTenant;
import io.lakegate.platform.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The chain over a tenant's events. Whoever records waits for nobody; who seals, exports or cuts
 * holds the row of the chain, and another node meanwhile does something else.
 */
@ApplicationScoped
@Transactional
@WithinTenant
class AuditChainRepository {
  /** Maximum time between an event and its commit; no transaction takes nearly as long. */
  static final Duration MAX_TRANSACTION = Duration.ofMinutes(10);

  @PersistenceContext EntityManager entityManager;

  /** The seal of one event. */
  record Seal(long seq, UUID eventId, String hash) {}

  /**
   * The state of a tenant's chain.
   *
   * @param sealedAt time of the newest event that is sealed; null when none is
   * @param cutProof signed; null while retention cut nothing off
   */
  record Chain(
      long lastSeq,
      String lastHash,
      Instant sealedAt,
      long exportedSeq,
      long cutSeq,
      String cutHash,
      String cutProof) {}

  Optional<Chain> find(TenantId tenant) {
    return read(tenant, "");
  }

  /** Empty too while another node has it. */
  private Optional<Chain> lock(TenantId tenant) {
    return read(tenant, " for update skip locked");
  }

  private Optional<Chain> read(TenantId tenant, String lock) {
    List<?> rows =
        entityManager
            .createNativeQuery(
                "select last_seq, last_hash, sealed_at, exported_seq, cut_seq, cut_hash, cut_proof"
                    + " from audit_chain where tenant_id = ?1"
                    + lock)
            .setParameter(1, tenant.value())
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .map(
            row ->
                new Chain(
                    number(row[0]),
                    (String) row[1],
                    instant(row[2]),
                    number(row[3]),
                    number(row[4]),
                    (String) row[5],
                    (String) row[6]))
        .findFirst();
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private static Instant instant(Object value) {
    if (value == null) {
      return null;
    }
    return value instanceof Timestamp timestamp
        ? timestamp.toInstant()
        : ((java.time.OffsetDateTime) value).toInstant();
  }

  /** Makes the chain of a tenant that has none; two nodes at once make one. */
  void begin(TenantId tenant) {
    entityManager
        .createNativeQuery(
            "insert into audit_chain (tenant_id, last_seq, last_hash, exported_seq, cut_seq,"
                + " cut_hash) select ?1, 0, ?2, 0, 0, ?2 where not exists"
                + " (select 1 from audit_chain where tenant_id = ?1)")
        .setParameter(1, tenant.value())
        .setParameter(2, AuditChain.BEGINNING)
        .executeUpdate();
  }

  /** Seals the oldest events that are not yet; says how many, 0 also while another node seals. */
  int seal(TenantId tenant, int limit) {
    Chain chain = lock(tenant).orElse(null);
    if (chain == null) {
      return 0;
    }
    List<AuditEvent> unsealed = unsealed(tenant, since(chain), limit);
    long seq = chain.lastSeq();
    String hash = chain.lastHash();
    Instant newest = chain.sealedAt();
    for (AuditEvent event : unsealed) {
      seq++;
      hash = AuditChain.hash(hash, event);
      newest = newest == null || event.getAt().isAfter(newest) ? event.getAt() : newest;
      insert(tenant, new Seal(seq, event.getId(), hash));
    }
    if (!unsealed.isEmpty()) {
      entityManager
          .createNativeQuery(
              "update audit_chain set last_seq = ?1, last_hash = ?2, sealed_at = ?3"
                  + " where tenant_id = ?4")
          .setParameter(1, seq)
          .setParameter(2, hash)
          .setParameter(3, Timestamp.from(newest))
          .setParameter(4, tenant.value())
          .executeUpdate();
    }
    return unsealed.size();
  }

  private static Instant since(Chain chain) {
    return chain.sealedAt() == null ? Instant.EPOCH : chain.sealedAt().minus(MAX_TRANSACTION);
  }

  private List<AuditEvent> unsealed(TenantId tenant, Instant since, int limit) {
    return events(
        entityManager
            .createNativeQuery(
                "select e.* from audit_event e where e.tenant_id = ?1 and e.at >= ?2"
                    + " and not exists (select 1 from audit_seal s where s.event_id = e.id)"
                    + " order by e.at, e.id",
                AuditEvent.class)
            .setParameter(1, tenant.value())
            .setParameter(2, Timestamp.from(since))
            .setMaxResults(limit)
            .getResultList());
  }

  /** An event that nobody sealed when it was time: put in later, behind the portal's back. */
  Optional<AuditEvent> findNeverSealed(TenantId tenant, Chain chain) {
    return events(
            entityManager
                .createNativeQuery(
                    "select e.* from audit_event e where e.tenant_id = ?1 and e.at < ?2"
                        + " and not exists (select 1 from audit_seal s where s.event_id = e.id)"
                        + " order by e.at, e.id",
                    AuditEvent.class)
                .setParameter(1, tenant.value())
                .setParameter(2, Timestamp.from(since(chain)))
                .setMaxResults(1)
                .getResultList())
        .stream()
        .findFirst();
  }

  private static List<AuditEvent> events(List<?> rows) {
    return rows.stream().map(AuditEvent.class::cast).toList();
  }

  private void insert(TenantId tenant, Seal seal) {
    entityManager
        .createNativeQuery(
            "insert into audit_seal (tenant_id, seq, event_id, hash) values (?1, ?2, ?3, ?4)")
        .setParameter(1, tenant.value())
        .setParameter(2, seal.seq())
        .setParameter(3, seal.eventId())
        .setParameter(4, seal.hash())
        .executeUpdate();
  }

  /** Behind {@code after}, in order. */
  List<Seal> seals(TenantId tenant, long after, int limit) {
    List<?> rows =
        entityManager
            .createNativeQuery(
                "select seq, event_id, hash from audit_seal where tenant_id = ?1 and seq > ?2"
                    + " order by seq")
            .setParameter(1, tenant.value())
            .setParameter(2, after)
            .setMaxResults(limit)
            .getResultList();
    List<Seal> seals = new ArrayList<>();
    for (Object row : rows) {
      Object[] columns = (Object[]) row;
      seals.add(new Seal(number(columns[0]), (UUID) columns[1], (String) columns[2]));
    }
    return seals;
  }

  Map<UUID, AuditEvent> events(TenantId tenant, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return entityManager
        .createQuery(
            "select e from AuditEvent e where e.tenantId = :tenant and e.id in :ids",
            AuditEvent.class)
        .setParameter("tenant", tenant)
        .setParameter("ids", ids)
        .getResultStream()
        .collect(Collectors.toMap(AuditEvent::getId, Function.identity()));
  }

  /**
   * Gives out the seals that have not left the database, and notes that they have. Should the note
   * be lost they are given out again. Says how many; 0 also while another node does so.
   */
  int export(TenantId tenant, int limit, Consumer<List<Seal>> out) {
    Chain chain = lock(tenant).orElse(null);
    List<Seal> seals = chain == null ? List.of() : seals(tenant, chain.exportedSeq(), limit);
    if (!seals.isEmpty()) {
      out.accept(seals);
      entityManager
          .createNativeQuery("update audit_chain set exported_seq = ?1 where tenant_id = ?2")
          .setParameter(1, seals.get(seals.size() - 1).seq())
          .setParameter(2, tenant.value())
          .executeUpdate();
    }
    return seals.size();
  }

  /**
   * Removes the first events of a chain as far as they are older and have left the database as
   * hashes. Says how many; 0 also while another node holds the chain.
   *
   * @param proof signs where the chain begins from now on
   */
  int cut(TenantId tenant, Instant before, int limit, Function<Seal, String> proof) {
    Chain chain = lock(tenant).orElse(null);
    if (chain == null) {
      return 0;
    }
    List<Seal> old = new ArrayList<>();
    List<Seal> first = seals(tenant, chain.cutSeq(), limit);
    Map<UUID, AuditEvent> events = events(tenant, first.stream().map(Seal::eventId).toList());
    for (Seal seal : first) {
      AuditEvent event = events.get(seal.eventId());
      boolean removable =
          event != null && event.getAt().isBefore(before) && seal.seq() <= chain.exportedSeq();
      if (!removable) {
        break;
      }
      old.add(seal);
    }
    if (!old.isEmpty()) {
      remove(tenant, old, proof);
    }
    return old.size();
  }

  private void remove(TenantId tenant, List<Seal> old, Function<Seal, String> proof) {
    Seal last = old.get(old.size() - 1);
    entityManager
        .createQuery("delete from AuditEvent e where e.tenantId = :tenant and e.id in :ids")
        .setParameter("tenant", tenant)
        .setParameter("ids", old.stream().map(Seal::eventId).toList())
        .executeUpdate();
    entityManager
        .createNativeQuery("delete from audit_seal where tenant_id = ?1 and seq <= ?2")
        .setParameter(1, tenant.value())
        .setParameter(2, last.seq())
        .executeUpdate();
    entityManager
        .createNativeQuery(
            "update audit_chain set cut_seq = ?1, cut_hash = ?2, cut_proof = ?3"
                + " where tenant_id = ?4")
        .setParameter(1, last.seq())
        .setParameter(2, last.hash())
        .setParameter(3, proof.apply(last))
        .setParameter(4, tenant.value())
        .executeUpdate();
  }
}
