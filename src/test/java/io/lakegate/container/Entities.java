package io.lakegate.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.metamodel.EntityType;
import java.util.List;

/** What the server's persistence unit has found in the WAR. */
@ApplicationScoped
public class Entities {
  @PersistenceContext EntityManager entityManager;

  List<String> names() {
    return entityManager.getMetamodel().getEntities().stream().map(EntityType::getName).toList();
  }

  /** Asks for every column of an entity's table. */
  void read(String name) {
    entityManager.createQuery("select e from " + name + " e").setMaxResults(1).getResultList();
  }
}
