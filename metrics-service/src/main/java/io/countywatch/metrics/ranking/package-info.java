/** Counties of the caller, best first. */
package io.countywatch.metrics.ranking;
