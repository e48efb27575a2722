/** Which figures were told otherwise at first, and why. */
package io.countywatch.metrics.restatements;
