package dev.dunder.jackson2;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.dunder.Instance;
import dev.dunder.QuerySet;
import dev.dunder.lookups.LookupException;

/**
 * Rows and instances as JSON, for Jackson 2.
 *
 * {@snippet :
 * JsonMapper mapper = JsonMapper.builder().addModule(new DunderModule()).build();   // or findAndAddModules()
 * mapper.writeValueAsString(entries.selectRelated("author").first());   // {"id":1,"author_id":3,…,"author":{"id":3,…}}
 * Entry entry = mapper.readValue("{\"headline\": \"Tea\", \"author\": 3}", Entry.class).insert();
 * Row row = DunderModule.reader(mapper, db.objects("entry")).readValue(json);
 * entry = mapper.readerForUpdating(entry).<Entry>readValue("{\"rating\": 5}").update();
 * }
 *
 * <p>Written is what was loaded, as {@link Instance#toMap} has it, by the names of attributes and relations; nothing is asked
 * of the database. Dates and times are ISO texts whatever the mapper does with others, {@code infinity} where they have no
 * end; intervals are ISO durations, bytes are in Base64, JSON is JSON, and what Java has no class for is a text. Pages are
 * objects of their {@code rows} and numbers or cursors. A query set is the array of its rows if it has them, and refused if
 * it would have to ask.
 *
 * <p>Read are unsaved instances. A foreign key is given as its column, {@code "author_id": 3}, or as its relation, {@code
 * "author": 3} or {@code "author": {"id": 3}}. What is no attribute, is given twice or does not fit is refused, whatever the
 * mapper does with unknown properties. Who reads what comes from outside has to say which attributes that may set.
 *
 * <p>Safe to share between threads.
 */
@SuppressWarnings("exports") // whoever uses it requires Jackson himself, and not the other one
public final class DunderModule extends Module {
    /** What rows are read for, among a reader's attributes. */
    static final Object ROWS = DunderModule.class.getName() + ".rows";

    /** A module. */
    public DunderModule() {}

    /**
     * Reads new rows of a query set's model, which are stored where it reads.
     *
     * {@snippet :
     * Row row = DunderModule.reader(mapper, db.objects("entry")).readValue("{\"headline\": \"Tea\"}");
     * List<Row> rows = DunderModule.reader(mapper, db.objects("entry")).forType(new TypeReference<List<Row>>() {}).readValue(json);
     * }
     *
     * @param mapper a mapper with this module
     * @param rows of the model
     * @return a reader of instances of its class
     * @throws dev.dunder.lookups.DunderException if it is a set of values, which makes no instances
     */
    public static ObjectReader reader(ObjectMapper mapper, QuerySet<? extends Instance<?>> rows) {
        Class<?> type = LookupException.given(rows, "a query set").with().getClass();
        return LookupException.given(mapper, "a mapper").readerFor(type).withAttribute(ROWS, rows);
    }

    @Override
    public String getModuleName() {
        return DunderModule.class.getName();
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        context.addSerializers(new RowSerializers());
        context.addDeserializers(new RowDeserializers());
    }
}
