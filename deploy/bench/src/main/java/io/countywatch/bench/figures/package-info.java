/** How long figures take to be read while events are applied, and events to be in a published snapshot. */
package io.countywatch.bench.figures;
