package io.countywatch.shared.startup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the role of the service may do what it must not: whoever takes the service over would get past every wall in
 * the database.
 */
final class DatabaseRole {

    private static final String RIGHTS =
            """
            SELECT r.rolsuper,
                   r.rolbypassrls,
                   r.rolcreaterole OR r.rolcreatedb,
                   EXISTS (SELECT FROM pg_database d
                            WHERE d.datname = current_database() AND pg_has_role(current_user, d.datdba, 'MEMBER')),
                   EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                            WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p')
                              AND pg_has_role(current_user, c.relowner, 'MEMBER'))
              FROM pg_roles r WHERE r.rolname = current_user
            """;

    private DatabaseRole() {}

    /** Everything that is wrong with the role; empty when nothing is. */
    static List<String> faults(String url, String user, String password) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet role = statement.executeQuery(RIGHTS)) {
            role.next();
            List<String> faults = new ArrayList<>();
            if (role.getBoolean(1)) {
                // A superuser is everything else, too.
                return List.of("the role of quarkus.datasource.username is a superuser");
            }
            if (role.getBoolean(2)) {
                faults.add("the role of quarkus.datasource.username bypasses row security");
            }
            if (role.getBoolean(3)) {
                faults.add("the role of quarkus.datasource.username may create roles or databases");
            }
            if (role.getBoolean(4)) {
                faults.add("the role of quarkus.datasource.username owns the database");
            }
            if (role.getBoolean(5)) {
                faults.add("the role of quarkus.datasource.username owns tables");
            }
            return faults;
        } catch (SQLException e) {
            return List.of("the database does not tell what the role of quarkus.datasource.username may do (SQLState "
                    + e.getSQLState() + ")");
        }
    }
}
