package dev.dunder.model;

import dev.dunder.lookups.LookupException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which tables and views of a database become models, for {@link Schema#reflect(org.jooq.DSLContext, Reflection)}.
 *
 * <pre>{@code
 * Schema.reflect(db.dsl(), Reflection.all().schemas("public", "sales"));
 * Schema.reflect(db.dsl(), Reflection.all().tables("film", "actor", "film_actor"));
 * Schema.reflect(db.dsl(), Reflection.all().except("audit_log").also("payment_p2024_01"));
 * }</pre>
 *
 * <p>A table goes by its name where it is on the search path or in one of the schemas that were named, and by
 * {@code schema.table} anywhere. Partitions are part of
 * their tables, and models of their own only when they are named or all are asked for. A relation is there where both its ends
 * are models; the columns of other foreign keys are columns.
 *
 * <p>Immutable: each method returns another.
 */
public final class Reflection {
    private static final Reflection ALL = new Reflection(null, null, Set.of(), Set.of(), false);

    private final @Nullable Set<String> schemas;
    private final @Nullable Set<String> tables;
    private final Set<String> further;
    private final Set<String> excluded;
    private final boolean partitions;

    /**
     * A table by both its names.
     *
     * @param visible whether the plain one means it
     */
    record TableName(String schema, String table, boolean visible) {
        String full() {
            return schema + "." + table;
        }
    }

    private Reflection(
            @Nullable Set<String> schemas,
            @Nullable Set<String> tables,
            Set<String> further,
            Set<String> excluded,
            boolean partitions) {
        this.schemas = schemas;
        this.tables = tables;
        this.further = further;
        this.excluded = excluded;
        this.partitions = partitions;
    }

    /**
     * All tables and views but the server's own, and but partitions.
     *
     * @return what {@link Schema#reflect(org.jooq.DSLContext)} does
     */
    public static Reflection all() {
        return ALL;
    }

    /**
     * Only what is in some schemas.
     *
     * @param names such as {@code public}
     * @return the same with that
     */
    public Reflection schemas(String... names) {
        return new Reflection(copy(names, "the name of a schema"), tables, further, excluded, partitions);
    }

    /**
     * Only some tables and views. A partition that is named is one of them.
     *
     * @param names such as {@code film}, or {@code production.document}
     * @return the same with that
     */
    public Reflection tables(String... names) {
        return new Reflection(schemas, copy(names, "the name of a table"), further, excluded, partitions);
    }

    /**
     * Some more: partitions, or what is in none of the schemas.
     *
     * @param names such as {@code payment_p2024_01}
     * @return the same with those that were named before, and these
     */
    public Reflection also(String... names) {
        return new Reflection(schemas, tables, joined(further, names), excluded, partitions);
    }

    /**
     * All but some.
     *
     * @param names such as {@code audit_log}
     * @return the same without those that were named before, and without these
     */
    public Reflection except(String... names) {
        return new Reflection(schemas, tables, further, joined(excluded, names), partitions);
    }

    /**
     * Partitions too.
     *
     * @return the same with that
     */
    public Reflection partitions() {
        return new Reflection(schemas, tables, further, excluded, true);
    }

    private static Set<String> copy(String[] names, String what) {
        return Set.copyOf(LookupException.allGiven(names, what));
    }

    private static Set<String> joined(Set<String> before, String[] names) {
        Set<String> all = new LinkedHashSet<>(before);
        all.addAll(LookupException.allGiven(names, "the name of a table"));
        return Set.copyOf(all);
    }

    /** The one place that says what becomes a model. */
    boolean takes(TableName name, boolean partition) {
        if (isAmong(excluded, name)) {
            return false;
        }
        if (isAmong(further, name)) {
            return true;
        }
        boolean here = schemas == null || schemas.contains(name.schema());
        return here && (tables == null ? partitions || !partition : isAmong(tables, name));
    }

    private boolean isAmong(Set<String> names, TableName name) {
        return names.contains(name.full()) || (hasPlainName(name) && names.contains(name.table()));
    }

    private boolean hasPlainName(TableName name) {
        return name.visible() || (schemas != null && schemas.contains(name.schema()));
    }

    /** Names that nothing is called by are mistakes. */
    void check(Collection<TableName> there) {
        Set<String> names = new TreeSet<>();
        Set<String> shown = new TreeSet<>();
        Set<String> known = new TreeSet<>();
        for (TableName name : there) {
            known.add(name.schema());
            names.add(name.full());
            if (hasPlainName(name)) {
                names.add(name.table());
            }
            shown.add(hasPlainName(name) ? name.table() : name.full());
        }
        check(schemas, known, known, "as a schema of the database that has tables");
        for (Set<String> named : Arrays.asList(tables, further, excluded)) {
            check(named, names, shown, "as a table or view of the database");
        }
    }

    private static void check(@Nullable Set<String> named, Set<String> known, Set<String> choices, String what) {
        for (String name : named == null ? Set.<String>of() : new TreeSet<>(named)) {
            if (!known.contains(name)) {
                throw LookupException.unknown(name, what, choices);
            }
        }
    }
}
