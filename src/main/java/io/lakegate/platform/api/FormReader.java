package io.lakegate.platform.api;

import io.lakegate.platform.form.Unreadable;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;

/**
 * Reads a JSON body into the form an operation takes. Nothing is refused here: what cannot be read
 * is noted for {@code Forms}, which refuses it once the caller's rights are known (ADR 18).
 */
@Provider
@ApplicationScoped
@Priority(1)
@Consumes(MediaType.APPLICATION_JSON)
public class FormReader implements MessageBodyReader<Object> {
  @Context ResourceInfo resource;
  @Inject Unreadable unreadable;

  @Override
  public boolean isReadable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
    return type.getPackageName().startsWith("io.lakegate.");
  }

  @Override
  public Object readFrom(
      Class<Object> type,
      Type generic,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    byte[] bytes = body.readAllBytes();
    if (bytes.length == 0) {
      return null;
    }
    try {
      return read(JsonText.decode(bytes, mediaType), type);
    } catch (LakegateException e) {
      unreadable.refuse(e);
      return null;
    }
  }

  private Object read(String text, Class<?> form) {
    Problems problems = new Problems();
    Object value = JsonText.parse(text, problems);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Map<?, ?> members)) {
      throw new LakegateException(ErrorCode.BAD_JSON);
    }
    Map<String, Class<?>> shown = ShownFields.of(resource.getResourceMethod(), form);
    Object bound = new FormBinder(problems).bind(members, form, shown, "");
    unreadable.add(problems.found());
    return bound;
  }
}
