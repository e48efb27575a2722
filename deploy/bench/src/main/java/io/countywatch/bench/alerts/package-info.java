/** Times alert-service on a country of its own making. */
package io.countywatch.bench.alerts;
