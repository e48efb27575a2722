/**
 * How well alert-service foretells: a simulator of county histories that shares no code with it, and the scores of the
 * production forecast and of the production rules on them.
 */
package io.countywatch.bench.calibration;
