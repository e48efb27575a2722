/** Absolute snapshots of counties and villages, published on a tick by one leader (design/3, "Publishing"). */
package io.countywatch.metrics.publish;
