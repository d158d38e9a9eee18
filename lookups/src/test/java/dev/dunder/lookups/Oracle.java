package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every lookup string and every value, however hostile: it is refused with an exception of ours, or its SQL text
 * is that of any other value, and of any other key of a document.
 */
final class Oracle {
    private static final DSLContext JOOQ = DSL.using(SQLDialect.POSTGRES);
    private static final Registry REGISTRY = Registry.standard().with(Transforms.LOWER, Transforms.ABS);
    private static final Lookups LOOKUPS = Lookups.on(Everything.TABLE, REGISTRY);
    private static final PathParser PARSER = new PathParser(REGISTRY);

    /** The SQL of each shape that has been seen. */
    private final Map<String, String> seen = new ConcurrentHashMap<>();

    /** Whether it works as a literal; false if it is refused. */
    boolean accepts(String lookup, @Nullable Object value) {
        String sql;
        try {
            sql = JOOQ.render(LOOKUPS.condition(lookup, value));
        } catch (LookupException refused) {
            assertThat(refused.getMessage()).hasSizeLessThan(6_000);
            return false;
        }
        assertThat(sql).doesNotContain("\u0000").hasSizeLessThan(20_000);
        String shape = shape(lookup, value);
        String before = seen.putIfAbsent(shape, sql);
        assertThat(sql).as(shape).isEqualTo(before == null ? sql : before);
        return true;
    }

    /** Whether a path works as an ordering; false if it is refused. */
    boolean accepts(String path) {
        try {
            String sql = JOOQ.render(LOOKUPS.field(path));
            PathParser.Path<ForeignKeyScope.Hop, Field<?>> parsed = PARSER.value(scope(), path);
            String before = seen.putIfAbsent(names(parsed), sql);
            assertThat(sql).isEqualTo(before == null ? sql : before);
            return true;
        } catch (LookupException refused) {
            return false;
        }
    }

    /** What the SQL may depend on: the known names in the string, and how many values there are. */
    private static String shape(String lookup, @Nullable Object value) {
        PathParser.Lookedup<ForeignKeyScope.Hop, Field<?>> parsed = PARSER.lookup(scope(), lookup).given(value);
        String operand = switch (parsed.operand(value)) {
            case Operand.Null(boolean isNull) -> "null " + isNull;
            case Operand.Nothing() -> "nothing";
            case Operand.Binds(List<Operand.Bind> binds) ->
                "binds " + binds.stream().map(bind -> bind.type().getTypeName()).toList();
        };
        return names(parsed.path()) + " " + parsed.lookup().name() + " " + operand;
    }

    private static String names(PathParser.Path<ForeignKeyScope.Hop, Field<?>> path) {
        List<String> names = new ArrayList<>();
        path.hops().forEach(hop -> names.add(hop.name()));
        names.add(path.column().getName());
        path.transforms().forEach(step -> names.add(step.transform().name()));
        return names.toString();
    }

    private static ForeignKeyScope scope() {
        return new ForeignKeyScope(Everything.TABLE);
    }
}
