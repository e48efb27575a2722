/**
 * The operations console: the page that browsers load, and whole pages' figures in one answer each. The page itself is
 * TypeScript in {@code src/main/resources/web}; it asks this service and alert-service with the token of who looks.
 */
package io.countywatch.metrics.console;
