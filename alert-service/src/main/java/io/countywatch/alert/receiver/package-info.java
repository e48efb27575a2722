/** Tells receivers: webhooks and Alertmanagers, one message a group at a time, at least once with one id. */
package io.countywatch.alert.receiver;
