/** How figures are read for a caller: of the active version of the projection, and of the caller's counties alone. */
package io.countywatch.metrics.reading;
