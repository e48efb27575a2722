/** What the service needs before it starts: typed settings, the campaign, checked Kafka clients. */
package io.countywatch.alert.startup;
