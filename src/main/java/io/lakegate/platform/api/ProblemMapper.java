package io.lakegate.platform.api;

import io.lakegate.platform.database.Outage;
import io.lakegate.platform.problem.Disconnection;
import io.lakegate.platform.problem.ErrorCode;
import io.lakegate.platform.problem.LakegateException;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Renders whatever went wrong in the API. What it does not know is logged under a reference. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

  private static final int RETRY_AFTER_SECONDS = 10;

  @Context Request request;
  @Context UriInfo uri;

  @Override
  public Response toResponse(Throwable thrown) {
    Problem problem = problem(thrown);
    Response.ResponseBuilder response =
        Response.status(problem.code().status()).type(Problem.MEDIA_TYPE).entity(problem.toJson());
    if (problem.code() == ErrorCode.DATABASE_UNAVAILABLE) {
      response.header("Retry-After", RETRY_AFTER_SECONDS);
    }
    if (problem.code() == ErrorCode.UNAUTHENTICATED || problem.code() == ErrorCode.TOKEN_REFUSED) {
      response.header("WWW-Authenticate", "Bearer");
    }
    if (thrown instanceof NotAllowedException refused) {
      response.header("Allow", refused.getResponse().getHeaderString("Allow"));
    }
    return response.build();
  }

  private Problem problem(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof LakegateException refusal) {
        return Problem.of(refusal);
      }
      if (cause instanceof OptimisticLockException) {
        return Problem.of(ErrorCode.STALE);
      }
    }
    if (Outage.isBehind(thrown)) {
      LOG.log(Level.WARNING, "The database is not available", thrown);
      return Problem.of(ErrorCode.DATABASE_UNAVAILABLE);
    }
    if (Disconnection.isBehind(thrown)) {
      String path = uri.getRequestUri().getRawPath();
      LOG.info(() -> "A caller has gone before " + request.getMethod() + " " + path + " was read");
      return Problem.of(ErrorCode.BAD_JSON);
    }
    if (thrown instanceof WebApplicationException web) {
      return ofStatus(web);
    }
    if (thrown instanceof JsonbException
        || thrown instanceof JsonException
        || thrown instanceof ProcessingException) {
      return Problem.of(ErrorCode.BAD_JSON);
    }
    return unknown(thrown);
  }

  private static Problem ofStatus(WebApplicationException web) {
    return switch (web.getResponse().getStatus()) {
      case 400 -> Problem.of(ErrorCode.BAD_JSON);
      case 401 -> Problem.of(ErrorCode.UNAUTHENTICATED);
      case 403 -> Problem.of(ErrorCode.FORBIDDEN);
      case 404 -> Problem.of(ErrorCode.NOT_FOUND);
      case 405 -> Problem.of(ErrorCode.METHOD_NOT_ALLOWED);
      case 406 -> Problem.of(ErrorCode.NOT_ACCEPTABLE);
      case 415 -> Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
      default ->
          web instanceof ClientErrorException ? Problem.of(ErrorCode.BAD_JSON) : unknown(web);
    };
  }

  private static Problem unknown(Throwable thrown) {
    String reference = UUID.randomUUID().toString().substring(0, 8);
    LOG.log(Level.SEVERE, "Reference " + reference, thrown);
    return Problem.of(ErrorCode.INTERNAL, reference);
  }
}
