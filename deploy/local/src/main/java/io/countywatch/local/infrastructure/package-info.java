/**
 * Real Kafka and real PostgreSQL without an installation: processes of this machine (the default) or containers. Used by
 * the local stack and by every module's tests.
 */
package io.countywatch.local.infrastructure;
