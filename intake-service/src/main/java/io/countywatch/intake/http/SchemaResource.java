package io.countywatch.intake.http;

import io.countywatch.intake.event.EventType;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Serves the JSON Schemas of the contract, as they were when this service was built. */
@Path("/v1/schemas")
@Tag(name = "contract", description = "What apps need to know before they send")
public class SchemaResource {

    private static final String ENVELOPE = "envelope.v1";
    private static final String SCHEMA = "application/schema+json";

    private final Map<String, SchemaFile> schemas = load();

    /** @param tag changes when the file does */
    private record SchemaFile(byte[] json, EntityTag tag) {}

    /**
     * The list of schemas.
     *
     * @param types names for {@code /v1/schemas/{type}}
     */
    public record SchemaList(List<String> types) {}

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listSchemas", summary = "The names of all schemas")
    public SchemaList list() {
        return new SchemaList(List.copyOf(schemas.keySet()));
    }

    @GET
    @PermitAll
    @Path("/{type}")
    @Operation(
            operationId = "getSchema",
            summary = "The JSON Schema (2020-12) of an event type's data, or of the envelope",
            description = "Answers 304 when If-None-Match holds the ETag of an earlier answer.")
    @APIResponse(responseCode = "200", description = "The schema", content = @Content(mediaType = SCHEMA))
    @APIResponse(responseCode = "304", description = "Not changed")
    @APIResponse(
            responseCode = "404",
            description = "No such schema",
            content = @Content(mediaType = Problem.MEDIA_TYPE))
    public Response get(
            @Parameter(example = "household.status-changed.v1") @RestPath String type,
            @Context jakarta.ws.rs.core.Request request) {
        SchemaFile schema = schemas.get(type.startsWith("countywatch.") ? type.substring(12) : type);
        if (schema == null) {
            throw new ProblemException(Problem.of(404, "unknown-schema", "No such schema", "see /v1/schemas"));
        }
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(schema.tag());
        return unchanged != null
                ? unchanged.build()
                : Response.ok(schema.json(), SCHEMA).tag(schema.tag()).build();
    }

    private static Map<String, SchemaFile> load() {
        List<String> names = new ArrayList<>(List.of(ENVELOPE));
        for (EventType type : EventType.values()) {
            names.add(type.schema());
        }
        Map<String, SchemaFile> schemas = new LinkedHashMap<>();
        names.forEach(name -> schemas.put(name, load(name)));
        return schemas;
    }

    private static SchemaFile load(String name) {
        try (InputStream in = SchemaResource.class.getResourceAsStream("/schemas/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("schema " + name + " was not packed");
            }
            byte[] json = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
            return new SchemaFile(json, new EntityTag(HexFormat.of().formatHex(digest, 0, 8)));
        } catch (IOException e) {
            throw new UncheckedIOException("schema " + name, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
