package io.lakegate.platform.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Keys of the installation; no tenant's. */
@ApplicationScoped
@Transactional
class SigningKeyRepository {
  @PersistenceContext EntityManager entityManager;

  /** Newest first. More than are listed are made only by somebody who rotates all day long. */
  List<SigningKey> list() {
    return entityManager
        .createQuery("select k from SigningKey k order by k.createdAt desc, k.id", SigningKey.class)
        .setMaxResults(100)
        .getResultList();
  }

  void deleteRetiredBefore(Instant before) {
    entityManager
        .createQuery("delete from SigningKey k where k.retiredAt < :before")
        .setParameter("before", before)
        .executeUpdate();
  }

  void save(SigningKey key) {
    entityManager.merge(key);
  }
}
