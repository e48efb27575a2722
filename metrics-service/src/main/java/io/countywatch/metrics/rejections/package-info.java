/** What intake has refused for good: kept, listed for who may see the county, and sent again. */
package io.countywatch.metrics.rejections;
