package io.countywatch.metrics.http;

import io.countywatch.metrics.security.CountyScope;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Lists as RFC 4180, UTF-8, with a header. */
@Provider
@Produces("text/csv")
public class CsvWriter implements MessageBodyWriter<Table> {

    private final Instance<CountyScope> scope;

    CsvWriter(Instance<CountyScope> scope) {
        this.scope = scope;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return Table.class.isAssignableFrom(type);
    }

    @Override
    public void writeTo(
            Table table,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream to)
            throws IOException {
        if (table.next() != null) {
            headers.putSingle("Next-Cursor", table.next());
        }
        StringBuilder text = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord(table.columns());
            for (List<String> row : table.rows(new Cells(scope.get().isEverything()))) {
                csv.printRecord(row);
            }
        }
        to.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
