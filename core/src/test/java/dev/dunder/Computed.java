package dev.dunder;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

/**
 * What an expression is, on a row of the table below: its SQL, and its value.
 *
 * @param expression the expression
 * @param sql its SQL, names unquoted and without the table's
 * @param value its value on the first row
 */
record Computed(Expr expression, String sql, @Nullable Object value) {
    /** A row with something in each column, and a row with nothing. */
    static final String THINGS = """
            create extension if not exists pg_trgm;
            create extension if not exists pgcrypto;
            create type mood as enum ('sad', 'happy');
            create table thing (id int primary key, name text, nick varchar(10), n int, small smallint, big bigint,
                price numeric(8, 2), f double precision, re real, ok boolean, day date, at timestamptz, local timestamp,
                clock time, span interval, js jsonb, bytes bytea, mood mood, words tsvector, tags text[]);
            insert into thing values (1, 'Ada', 'al', -7, 3, 9007199254740993, 2.55, 2.675, 1.5, true, '2024-02-29',
                '2024-02-29 23:30:59.9+00', '2024-02-29 23:30:59.9', '23:30:59.9', '3 days 04:05:06', '{"a": 1}', 'Ada',
                'happy', to_tsvector('english', 'fat cats'), array['a', 'b', 'c']);
            insert into thing (id) values (2);
            """;

    static TestDatabase things() {
        return TestDatabase.of(THINGS);
    }

    static Computed of(Expr expression, String sql, @Nullable Object value) {
        return new Computed(expression, sql, value);
    }

    void check(TestDatabase db) {
        QuerySet<Row> all = db.objects("thing").annotate(expression.as("result")).values("result");

        assertThat(selected(all)).isEqualTo(sql);
        for (Way way : Way.values()) {
            assertThat(way.get(all.filter("id", 1)).get("result")).isEqualTo(value);
        }
    }

    /** Its value on the row with nothing in it. */
    static @Nullable Object ofNothing(TestDatabase db, Expr expression) {
        return Way.BLOCKING.get(db.objects("thing").filter("id", 2).annotate(expression.as("result")).values("result"))
                .get("result");
    }

    static String selected(QuerySet<?> set) {
        String text = set.sql().replace("\"", "").replace("thing.", "");
        return text.substring("select ".length(), text.lastIndexOf(" as result from thing"));
    }

    @Override
    public String toString() {
        return sql;
    }
}
