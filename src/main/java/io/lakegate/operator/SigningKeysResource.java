package io.lakegate.operator;

import io.lakegate.platform.api.Answers;
import io.lakegate.platform.api.Page;
import io.lakegate.platform.security.Caller;
import io.lakegate.platform.security.CurrentCaller;
import io.lakegate.platform.security.SigningKeyView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

@RequestScoped
@Path("signing-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SigningKeysResource {
  @Inject SigningKeyService service;
  @Inject CurrentCaller current;
  @Context UriInfo uri;

  @GET
  @Operation(
      summary = "Keys that verify tokens, newest first",
      description = "For Operators. Never the keys themselves.")
  public Page<SigningKeyView> list() {
    Caller caller = current.get();
    return new Page<>(service.list(caller.tenant(), caller), null);
  }

  @POST
  @Operation(
      summary = "Make the next key that signs tokens",
      description =
          "For Operators. It signs from usedFrom on, when every node has published it. Tokens"
              + " signed before stay valid until they expire.")
  @APIResponse(
      responseCode = "201",
      description = "The next key",
      content = @Content(schema = @Schema(implementation = SigningKeyView.class)))
  @APIResponse(
      responseCode = "409",
      description = "SIGNING_KEY_PENDING: the last one made has not taken over yet")
  public Response rotate() {
    Caller caller = current.get();
    SigningKeyView next = service.rotate(caller.tenant(), caller);
    return Answers.created(uri, next.id(), next);
  }

  @GET
  @Path("{id}")
  public SigningKeyView get(@PathParam("id") String id) {
    Caller caller = current.get();
    return service.get(caller.tenant(), caller, id);
  }
}
