/** How many events intake-service takes, how fast it answers, and what that costs. */
package io.countywatch.bench.intake;
