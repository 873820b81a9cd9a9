package io.lakegate.platform.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.bind.annotation.AllArguments;
import net.bytebuddy.implementation.bind.annotation.Origin;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import net.bytebuddy.implementation.bind.annotation.SuperCall;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Does what {@code @Transactional} and {@code @PersistenceContext} do in the server: a call from
 * outside begins a transaction with a persistence context of its own, a call from inside joins it,
 * an exception rolls it back and arrives as it was thrown. Public only for the generated class.
 */
public final class TransactionalRepository {
  private static final ThreadLocal<EntityManager> PRESENT = new ThreadLocal<>();

  /** Made once: making them for each test took three quarters of a ledger test's time. */
  private static final Map<TestDatabase, Map<Class<?>, Class<?>>> GENERATED =
      new ConcurrentHashMap<>();

  private final TestDatabase database;

  private TransactionalRepository(TestDatabase database) {
    this.database = database;
  }

  static <R> R of(Class<R> type, TestDatabase database) {
    try {
      Constructor<?> constructor =
          GENERATED
              .computeIfAbsent(database, key -> new ConcurrentHashMap<>())
              .computeIfAbsent(type, key -> generate(type, database))
              .getDeclaredConstructor();
      constructor.setAccessible(true);
      R repository = type.cast(constructor.newInstance());
      Field context = contextOf(type);
      context.setAccessible(true);
      context.set(repository, contextOfTheThread());
      return repository;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> generate(Class<?> type, TestDatabase database) {
    try {
      return new ByteBuddy()
          .subclass(type)
          .method(
              ElementMatchers.not(ElementMatchers.isDeclaredBy(Object.class))
                  .and(ElementMatchers.not(ElementMatchers.isPrivate())))
          .intercept(MethodDelegation.to(new TransactionalRepository(database)))
          .make()
          .load(
              type.getClassLoader(),
              ClassLoadingStrategy.UsingLookup.of(
                  MethodHandles.privateLookupIn(type, MethodHandles.lookup())))
          .getLoaded();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Field contextOf(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> field.isAnnotationPresent(PersistenceContext.class))
        .findFirst()
        .orElseThrow();
  }

  private static EntityManager contextOfTheThread() {
    return (EntityManager)
        Proxy.newProxyInstance(
            EntityManager.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> call(method, arguments));
  }

  private static Object call(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(PRESENT.get(), arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Stands around every method of the repository. */
  @RuntimeType
  public Object around(
      @SuperCall Callable<?> call, @Origin Method method, @AllArguments Object[] arguments)
      throws Exception {
    if (PRESENT.get() != null) {
      return call.call();
    }
    EntityManager entityManager = database.entityManagerOfThePortal();
    PRESENT.set(entityManager);
    try {
      entityManager.getTransaction().begin();
      VisibleRows rows = VisibleRows.of(method, arguments);
      if (rows != null && database == TestDatabase.POSTGRESQL) {
        rows.apply(entityManager.unwrap(Connection.class));
      }
      Object result = call.call();
      entityManager.getTransaction().commit();
      return result;
    } finally {
      PRESENT.remove();
      if (entityManager.getTransaction().isActive()) {
        entityManager.getTransaction().rollback();
      }
      entityManager.close();
    }
  }
}
