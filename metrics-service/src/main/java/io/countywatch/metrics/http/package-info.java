/** What every resource shares: problems, units as the caller may see them, pages and tables. */
package io.countywatch.metrics.http;
