package io.lakegate.platform.api;

import jakarta.annotation.Priority;
import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Takes the place of Jersey's own mapper, which fails on a transaction that could not be committed
 * and leaves the answer to the server.
 */
@Provider
@Priority(1)
public class TransactionProblemMapper implements ExceptionMapper<TransactionalException> {
  @Override
  public Response toResponse(TransactionalException thrown) {
    return new ProblemMapper().toResponse(thrown);
  }
}
