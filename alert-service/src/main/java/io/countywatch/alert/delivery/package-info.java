/** Tells what was decided: from the outbox to the two topics, at least once, in order for each alert. */
package io.countywatch.alert.delivery;
