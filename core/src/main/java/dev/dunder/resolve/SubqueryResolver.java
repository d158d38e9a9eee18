package dev.dunder.resolve;

import dev.dunder.lookups.Limits;
import dev.dunder.lookups.LookupException;
import dev.dunder.query.CommonTable;
import dev.dunder.query.CommonTables;
import dev.dunder.query.Expression;
import dev.dunder.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Queries inside of the one that is composed, and beside it: their values become values of this call. */
final class SubqueryResolver {
    private final Query query;
    private final PathResolver paths;
    private final BoundValues values;
    private final Limits limits;
    private final Consumer<BoundQuery> guests;
    private List<Query> beside = List.of();
    private @Nullable List<CommonTable> commons;
    private int queries;

    SubqueryResolver(
            Query query, PathResolver paths, BoundValues values, Limits limits, Consumer<BoundQuery> guests) {
        this.query = query;
        this.paths = paths;
        this.values = values;
        this.limits = limits;
        this.guests = guests;
    }

    /** What common table expressions other queries read that become one with this. */
    void beside(List<Query> others) {
        beside = List.copyOf(others);
    }

    Query embed(BoundQuery inner) {
        guests.accept(inner);
        return moving(inner.values(), path -> paths.value(path, /* counted= */ false)).query(inner.query());
    }

    Query adopt(BoundQuery other) {
        guests.accept(other);
        return moving(other.values(), null).query(other.query());
    }

    CommonTable adopt(CommonTable common, List<@Nullable Object> from) {
        return moving(from, null).common(common);
    }

    private QueryEmbedding moving(List<? extends @Nullable Object> from,
            @Nullable Function<String, Expression> outer) {
        return new QueryEmbedding(from, values::bind, outer) {
            @Override
            public Query query(Query query) {
                if (queries >= limits.depth()) {
                    throw QuerySize.queriesTooDeep(limits);
                }
                queries++;
                try {
                    return super.query(query);
                } finally {
                    queries--;
                }
            }

            @Override
            public CommonTable common(CommonTable common) {
                // Whether it is one that is known already its values decide.
                values.refuse();
                for (CommonTable known : commons()) {
                    if (known.name().equals(common.name())) {
                        if (!CteRules.same(known, values.view(), common, from)) {
                            throw CommonTables.clash(common.name());
                        }
                        return known;
                    }
                }
                CommonTable moved = super.common(common);
                commons().add(moved);
                return moved;
            }
        };
    }

    /** Those of the query, and those of other queries that this call has brought in. */
    private List<CommonTable> commons() {
        List<CommonTable> known = commons;
        if (known == null) {
            known = new ArrayList<>(CommonTables.known(query));
            for (Query other : beside) {
                known.addAll(CommonTables.known(other));
            }
            commons = known;
        }
        return known;
    }

    Expression value(BoundQuery inner, Expression.Subquery.Kind kind) {
        Query query = embed(inner);
        if (kind == Expression.Subquery.Kind.EXISTS) {
            return new Expression.Subquery(query, kind, SQLDataType.BOOLEAN);
        }
        Query one = SubqueryColumns.columns(query, null);
        List<Expression> columns = SubqueryColumns.selected(one);
        if (columns.size() != 1) {
            throw new LookupException("A query that stands for one value selects one column, not " + columns.size()
                    + ". Say which with values(…).");
        }
        DataType<?> type = columns.get(0).type().nullable(true);
        return new Expression.Subquery(
                one, kind, kind == Expression.Subquery.Kind.ARRAY ? type.getArrayDataType() : type);
    }
}
