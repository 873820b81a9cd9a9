package io.lakegate.client.livy;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;

/**
 * Livy's REST API as it stands on the wire. No {@code @Path} on the interface: Payara would take it
 * for a resource of our own. Every method gives the raw answer, because nothing about a body is
 * certain before it has been read within its bounds.
 *
 * <p>{@code X-Requested-By}: without it a Livy with CSRF protection refuses all but GET.
 */
@ClientHeaderParam(name = "X-Requested-By", value = "lakegate")
interface LivyApi {
  @GET
  @Path("version")
  @Produces(MediaType.APPLICATION_JSON)
  Response version();

  /** {@code kind} is {@code sessions} or {@code batches}; both know the same verbs. */
  @POST
  @Path("{kind}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  Response create(@PathParam("kind") String kind, byte[] body);

  @GET
  @Path("{kind}")
  @Produces(MediaType.APPLICATION_JSON)
  Response list(
      @PathParam("kind") String kind, @QueryParam("from") int from, @QueryParam("size") int size);

  @GET
  @Path("{kind}/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  Response find(@PathParam("kind") String kind, @PathParam("id") String id);

  @DELETE
  @Path("{kind}/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  Response delete(@PathParam("kind") String kind, @PathParam("id") String id);

  @GET
  @Path("{kind}/{id}/log")
  @Produces(MediaType.APPLICATION_JSON)
  Response log(
      @PathParam("kind") String kind,
      @PathParam("id") String id,
      @QueryParam("from") Integer from,
      @QueryParam("size") Integer size);

  @POST
  @Path("sessions/{id}/connect")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  Response connect(@PathParam("id") String id, byte[] body);

  @POST
  @Path("sessions/{id}/completion")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  Response complete(@PathParam("id") String id, byte[] body);

  @POST
  @Path("sessions/{session}/statements")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  Response submitStatement(@PathParam("session") String session, byte[] body);

  @GET
  @Path("sessions/{session}/statements")
  @Produces(MediaType.APPLICATION_JSON)
  Response listStatements(
      @PathParam("session") String session,
      @QueryParam("from") int from,
      @QueryParam("size") int size,
      @QueryParam("order") String order);

  @GET
  @Path("sessions/{session}/statements/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  Response findStatement(@PathParam("session") String session, @PathParam("id") String id);

  @POST
  @Path("sessions/{session}/statements/{id}/cancel")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  Response cancelStatement(
      @PathParam("session") String session, @PathParam("id") String id, byte[] body);
}
