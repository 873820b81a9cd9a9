package io.lakegate.platform.api;

import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Refuses a Content-Type that is none; else the server answers with a page of its own. */
@Provider
@PreMatching
public class ContentTypeFilter implements ContainerRequestFilter {
  @Override
  public void filter(ContainerRequestContext request) {
    try {
      request.getMediaType();
    } catch (ProcessingException | IllegalArgumentException e) {
      throw LakegateException.inField("Content-Type", ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }
  }
}
