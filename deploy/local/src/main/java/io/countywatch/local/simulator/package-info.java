/**
 * The field simulator: plays the field apps of a campaign through the public HTTP API of intake-service and keeps its
 * own books of what the figures must be. It shares no code with the services. {@link
 * io.countywatch.local.simulator.Delivery} is the delivery rule, written to be read by authors of field apps.
 */
package io.countywatch.local.simulator;
