package io.lakegate.platform.api;

import io.lakegate.platform.form.Unreadable;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses query parameters an operation does not have, or not twice, and fields in the body of an
 * operation that takes none (ADR 18). Works once the caller is known. What reads only is carried
 * out first and its answer replaced, so that 403 and 404 come before 400.
 */
@Provider
@ApplicationScoped
@Priority(Priorities.USER + 100)
public class QueryFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String REFUSAL = QueryFilter.class.getName();

  /** Answers that come before a refusal of what was asked: to nobody, not allowed, not there. */
  private static final Set<Integer> BEFORE_INVALID =
      Stream.of(
              ErrorCode.UNAUTHENTICATED,
              ErrorCode.FORBIDDEN,
              ErrorCode.NOT_FOUND,
              ErrorCode.INTERNAL)
          .map(ErrorCode::status)
          .collect(Collectors.toSet());

  @Context ResourceInfo resource;
  @Inject Unreadable unreadable;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    Problems problems = new Problems();
    Method operation = resource.getResourceMethod();
    if (operation == null) {
      return;
    }
    if (isOAuth(operation)) {
      requireUrlEncoded(request);
      return;
    }
    boolean takesForm = takesForm(operation);
    Map<String, List<String>> given = request.getUriInfo().getQueryParameters();
    KnownNames known = new KnownNames(parameters(operation));
    given.forEach((name, values) -> check(known, name, values, problems));
    request
        .getUriInfo()
        .getQueryParameters(false)
        .forEach(
            (name, raw) -> requireUtf8(name, String.join(" ", raw), given.get(name), problems));
    boolean unstorable = !given.values().stream().allMatch(QueryFilter::areStorable);
    if (!takesForm) {
      requireNoFields(request, problems);
    }
    if (problems.found().isEmpty()) {
      return;
    }
    boolean readsAtOnce =
        request.getMethod().equals("GET")
            && !Arrays.asList(operation.getParameterTypes()).contains(AsyncResponse.class);
    if (takesForm) {
      unreadable.add(problems.found());
    } else if (readsAtOnce && !unstorable) {
      request.setProperty(REFUSAL, LakegateException.invalid(problems.found()));
    } else {
      throw LakegateException.invalid(problems.found());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(REFUSAL) instanceof LakegateException refusal
        && !BEFORE_INVALID.contains(response.getStatus())) {
      // The resource may have refused the values of other parameters.
      Map<String, String> fields = new TreeMap<>(Problem.fieldsOf(response.getEntity()));
      fields.putAll(refusal.fields());
      response.setStatus(ErrorCode.INVALID.status());
      response.getHeaders().remove("Content-Disposition");
      response.setEntity(
          Problem.of(LakegateException.invalid(fields)).toJson(),
          new Annotation[0],
          MediaType.valueOf(Problem.MEDIA_TYPE));
    }
  }

  private static void check(KnownNames known, String name, List<String> values, Problems problems) {
    String field = Problems.shortened(name);
    if (!known.names().contains(name)) {
      problems.add(field, known.unknown("query parameter", name));
    } else if (values.size() > 1) {
      problems.add(field, "This query parameter is there twice. Give it once.");
    } else if (!areStorable(values)) {
      problems.add(field, StorableText.REASON);
    }
  }

  /** JAX-RS puts U+FFFD in place of bytes that are not UTF-8. */
  private static void requireUtf8(String name, String raw, List<String> values, Problems problems) {
    boolean replaced =
        values != null
            && String.join(" ", values).contains("\uFFFD")
            && !raw.toUpperCase(Locale.ROOT).contains("%EF%BF%BD");
    if (replaced) {
      problems.add(
          Problems.shortened(name), "The bytes are not UTF-8. Encode the value as UTF-8 and %.");
    }
  }

  private static boolean areStorable(List<String> values) {
    return values.stream().allMatch(StorableText::isStorable);
  }

  /** RFC 6749 §3.2: unknown parameters are ignored. */
  private static boolean isOAuth(Method operation) {
    return Arrays.stream(operation.getParameters())
        .anyMatch(parameter -> parameter.isAnnotationPresent(FormParam.class));
  }

  /** Jersey itself fails where a form is asked for and another body, or none, is there. */
  private static void requireUrlEncoded(ContainerRequestContext request) {
    MediaType type = request.getMediaType();
    if (type == null || !type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)) {
      throw new LakegateException(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }
  }

  private static boolean takesForm(Method operation) {
    return Arrays.stream(operation.getParameters())
        .anyMatch(parameter -> parameter.getAnnotations().length == 0);
  }

  /** The names of the query parameters an operation takes. */
  static Set<String> parameters(Method operation) {
    Set<String> names = new TreeSet<>();
    for (Parameter parameter : operation.getParameters()) {
      Optional.ofNullable(parameter.getAnnotation(QueryParam.class))
          .ifPresent(query -> names.add(query.value()));
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        Stream.of(parameter.getType().getDeclaredFields())
            .map((Field field) -> field.getAnnotation(QueryParam.class))
            .flatMap(Stream::ofNullable)
            .forEach(query -> names.add(query.value()));
      }
    }
    return names;
  }

  /** An operation without a form takes no body, or an empty object from clients that must send. */
  private static void requireNoFields(ContainerRequestContext request, Problems problems)
      throws IOException {
    MediaType type = request.getMediaType();
    if (type == null || !type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
      return;
    }
    byte[] body = request.getEntityStream().readAllBytes();
    request.setEntityStream(new ByteArrayInputStream(body));
    if (body.length == 0) {
      return;
    }
    Object value = JsonText.parse(JsonText.decode(body, type), problems);
    if (value instanceof Map<?, ?> members) {
      KnownNames none = new KnownNames(Set.of());
      members
          .keySet()
          .forEach(
              name -> problems.add(String.valueOf(name), none.unknown("field", (String) name)));
    } else if (value != null) {
      throw new LakegateException(ErrorCode.BAD_JSON);
    }
  }
}
