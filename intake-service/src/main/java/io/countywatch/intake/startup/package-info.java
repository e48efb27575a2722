/** What the service refuses to start with. */
package io.countywatch.intake.startup;
