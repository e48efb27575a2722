/** What people do with alerts: take them on, silence them. It stands beside an alert's state and never blocks it. */
package io.countywatch.alert.handling;
