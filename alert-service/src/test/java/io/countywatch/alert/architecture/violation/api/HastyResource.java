package io.countywatch.alert.architecture.violation.api;

import io.countywatch.alert.architecture.violation.schedule.ImpureStatus;
import java.sql.Connection;

/** A resource with SQL, on purpose. */
public class HastyResource {

    public Connection connection() {
        return null;
    }

    public ImpureStatus status() {
        return new ImpureStatus();
    }
}
