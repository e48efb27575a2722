/** Whether a packaged service may start with the settings that it has. */
package io.countywatch.shared.startup;
