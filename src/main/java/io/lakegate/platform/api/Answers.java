package io.lakegate.platform.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Answers that every resource gives alike. */
public final class Answers {
  private Answers() {}

  /** 201 with the address of what was made, below the address that was asked. */
  public static Response created(UriInfo asked, Object id, Object view) {
    return Response.created(asked.getAbsolutePathBuilder().path(id.toString()).build())
        .entity(view)
        .build();
  }
}
