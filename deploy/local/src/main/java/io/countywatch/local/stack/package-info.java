/** The whole system on one machine: servers and services as processes, their ports, folders and ends. */
package io.countywatch.local.stack;
