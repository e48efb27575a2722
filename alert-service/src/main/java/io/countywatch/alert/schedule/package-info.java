/**
 * What "falling behind the schedule" means: pure functions from a plan and a day's figures to a status with its
 * reasons. No clock, no framework, no random numbers: the same on every node and in every replay.
 */
package io.countywatch.alert.schedule;
