package io.lakegate.platform.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;

/** Keys of the installation; no tenant's. */
@ApplicationScoped
@Transactional
class SigningKeyRepository {
  @PersistenceContext EntityManager entityManager;

  /** Oldest first. */
  List<SigningKey> list() {
    return entityManager
        .createQuery("select k from SigningKey k order by k.createdAt, k.id", SigningKey.class)
        .setMaxResults(100)
        .getResultList();
  }

  void save(SigningKey key) {
    entityManager.merge(key);
  }
}
