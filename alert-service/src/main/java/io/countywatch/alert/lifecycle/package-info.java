/** The life cycle of an alert as a pure state machine: what was known, what a day says, what is to be told. */
package io.countywatch.alert.lifecycle;
