package io.lakegate.audit;

import io.lakegate.platform.api.Problem;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/**
 * Records what the API refuses to somebody it knows; pages are watched by their own filter. What is
 * answered late, by a thread that is in no request, was not refused when it was asked.
 */
@Provider
@ApplicationScoped
public class RefusalFilter implements ContainerResponseFilter {
  @Inject AuditService audit;
  @Inject CurrentCaller current;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!AuditEvent.isRefusal(response.getStatus())) {
      return;
    }
    Optional<ErrorCode> code = Problem.codeOf(response.getEntity());
    caller()
        .filter(caller -> code.isPresent())
        .ifPresent(caller -> audit.recordRefusedRequest(caller.tenant(), caller, code.get()));
  }

  private Optional<Caller> caller() {
    try {
      return current.find();
    } catch (ContextNotActiveException e) {
      return Optional.empty();
    }
  }
}
