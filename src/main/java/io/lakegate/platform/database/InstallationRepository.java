package io.lakegate.platform.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Tells this installation from others that talk to the same backends. */
@ApplicationScoped
@Transactional
public class InstallationRepository {
  @PersistenceContext EntityManager entityManager;

  /** Made by the first migration, never changed. */
  public UUID id() {
    return (UUID) entityManager.createNativeQuery("select id from installation").getSingleResult();
  }
}
