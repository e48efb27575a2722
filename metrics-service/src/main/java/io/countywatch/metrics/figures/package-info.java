/** Figures over HTTP: reads only, as they are, as effective on a day and as known at an instant. */
package io.countywatch.metrics.figures;
