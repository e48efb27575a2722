package io.countywatch.metrics.architecture.violation.projection;

import jakarta.ws.rs.Path;

/** On purpose: a role that the name does not tell; never instantiated. */
@Path("/violation")
interface Misnamed {}
