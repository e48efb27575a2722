/** The campaign as data: units, measures and clocks, read once at start from its folder. */
package io.countywatch.metrics.campaign;
