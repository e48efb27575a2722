/** What the projection could not apply, for people: what waits behind it, and what is decided about it. */
package io.countywatch.metrics.quarantine;
