package dev.dunder.evaluate;

import static dev.dunder.Dunder.q;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Dunder;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.dialect.postgres.PostgresDriver;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.Limits;
import dev.dunder.query.Query;
import dev.dunder.resolve.Resolver;
import dev.dunder.resolve.Term;
import dev.dunder.run.PlanCache;
import dev.dunder.sql.Compiler;
import dev.dunder.sql.Plan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One plan for each shape, whatever the values; and each value where it belongs. */
class PlanTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    private static Query shape(Term term) {
        var model = DB.database().schema().model("entry");
        Resolver resolver = new Resolver(model);
        return Query.of(model).filter(resolver.predicate(term));
    }

    @Test
    void aShapeHasNoValues() {
        Query one = shape(new Term.Lookup("author__name", "Ann"));
        Query other = shape(new Term.Lookup("author__name", "Bo"));
        Query different = shape(new Term.Lookup("author__name__iexact", "Ann"));

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).isNotEqualTo(different);
        assertThat(one.toString()).doesNotContain("Ann");
    }

    @Test
    void aShapeIsCompiledOnce() {
        PlanCache plans = new PlanCache(Limits.USUAL, PostgresDriver.INSTANCE);

        var first = plans.get(shape(new Term.Lookup("x__gt", 1)));
        assertThat(plans.get(shape(new Term.Lookup("x__gt", 2)))).isSameAs(first);
        assertThat(plans.get(shape(new Term.Lookup("x__gte", 2)))).isNotSameAs(first);
    }

    @Test
    void theCacheHasABound() {
        PlanCache plans = new PlanCache(Limits.USUAL, PostgresDriver.INSTANCE);
        var first = plans.get(shape(new Term.Lookup("x", 1)));

        List<String> lookups = List.of("x", "x__gt", "x__gte", "x__lt", "x__lte", "x__contains", "x__startswith");
        for (int i = 0; i < 2_100; i++) {
            List<Term> terms = new ArrayList<>();
            for (int digits = i; digits > 0; digits /= lookups.size()) {
                terms.add(new Term.Lookup(lookups.get(digits % lookups.size()), 1));
            }
            plans.get(shape(new Term.And(terms)));
        }

        assertThat(plans.get(shape(new Term.Lookup("x", 1)))).isNotSameAs(first);
    }

    @Test
    void bindsAreInTheOrderOfTheText() {
        Query query = shape(new Term.And(List.of(
                new Term.Lookup("x__gt", 1), new Term.Not(new Term.Lookup("tag__name", "red")),
                new Term.Lookup("x__range", List.of(2, 3)))));

        Plan plan = Compiler.compile(query, Limits.USUAL, PostgresDriver.INSTANCE);

        assertThat(plan.binds().stream().map(param -> param.index())).containsExactly(0, 1, 2, 3);
        assertThat(plan.sql().chars().filter(c -> c == '?').count()).isEqualTo(plan.binds().size());
    }

    @Test
    void valuesStayWithTheirPlacesWhereverTheyComeFrom() {
        QuerySet<Row> some = DB.objects("author")
                .filter("entry_author__headline", "cake")
                .exclude("entry_editor__x", 7)
                .filter(q("age__gt", 10).or(q("name", "Cy")))
                .filter("country__name__in", List.of("Chile", "Ghana"))
                .orderBy("id")
                .slice(0, 3);

        assertThat(some.valuesList("name", String.class).list()).containsExactly("Cy");
        assertThat(some.count()).isEqualTo(1);
        assertThat(some.aggregate(Dunder.count("entry_author__comment").as("comments"), Dunder.count("*")).values())
                .containsExactly(0L, 1L);
    }
}
