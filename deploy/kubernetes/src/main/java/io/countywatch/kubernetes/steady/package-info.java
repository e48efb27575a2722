/**
 * What makes two builds of an image the same: an agent for the JVM in which the framework builds the services. See
 * decision 4 of deploy/kubernetes.
 */
package io.countywatch.kubernetes.steady;
