package dev.dunder.select;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.sum;
import static dev.dunder.Dunder.value;
import static dev.dunder.Functions.cast;
import static dev.dunder.TextFunctions.concat;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Cte;
import dev.dunder.Dunder;
import dev.dunder.Inside;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.StatementTimeout;
import dev.dunder.WindowFunctions;
import dev.dunder.dialect.postgres.PostgresDriver;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.Limits;
import dev.dunder.lookups.LookupException;
import dev.dunder.run.PlanCache;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Common table expressions that go on from their own rows: trees, ways up, series, and circles. */
class RecursiveCteTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table category (id int primary key, name varchar(20) not null, price numeric(5, 2),
                        parent_id int references category);
                    insert into category values (1, 'all', 1.5, null), (2, 'drinks', 2, 1), (3, 'food', 3.25, 1), (4, 'tea', 1, 2),
                        (5, 'green', 1, 4), (6, 'other', 9, null), (7, 'another', 1, 6);
                    create table product (id int primary key, name text not null, category_id int not null references category);
                    insert into product values (1, 'sencha', 5), (2, 'matcha', 5), (3, 'bread', 3), (4, 'thing', 7), (5, 'mug', 2);
                    create table person (id int primary key, name text not null, boss_id int references person);
                    insert into person values (1, 'Ann', null), (2, 'Bo', 1), (3, 'Cy', 2);
                    insert into person values (4, 'Di', null), (5, 'Ed', 4);
                    update person set boss_id = 5 where id = 4;
                    """);

    private static QuerySet<Row> categories() {
        return DB.objects("category");
    }

    private static QuerySet<Row> persons() {
        return DB.objects("person");
    }

    /** A category and all below it. */
    private static Cte below(int id) {
        return Cte.recursive("tree", categories().filter("id", id).values(f("id"), value(0).as("depth")),
                self -> categories().withCte(self.on("parent_id", "id"))
                        .values(f("id"), f("tree__depth").plus(1).as("depth")));
    }

    private static String sql(QuerySet<?> set) {
        return set.sql().replace("\"", "");
    }

    // ---- What it gives ----

    @Way.Both
    void itGoesDownATree(Way way) {
        QuerySet<Row> rows = below(2).objects().orderBy("depth", "id");

        assertThat(way.list(rows.valuesList("id", "depth"))).containsExactly(List.of(2, 0), List.of(4, 1),
                List.of(5, 2));
        assertThat(sql(rows)).isEqualTo("with recursive tree(id, depth) as ("
                + "select category.id, ? as depth from category where category.id = ?"
                + " union all select category.id, (tree.depth + ?) as depth from category"
                + " join tree on category.parent_id = tree.id)"
                + " select tree.id, tree.depth from tree order by tree.depth asc, tree.id asc");
        assertThat(way.count(rows)).isEqualTo(3);
        assertThat(way.aggregate(rows, max("depth"))).isEqualTo(2);
    }

    @Way.Both
    void joinedToItsTableItGivesWholeRows(Way way) {
        QuerySet<Row> rows = categories().withCte(below(1).on("id", "id").inner()).orderBy("tree__depth", "name");

        assertThat(way.list(rows.valuesList("name", String.class)))
                .containsExactly("all", "drinks", "food", "tea", "green");
        assertThat(way.count(rows.filter("tree__depth__gt", 1))).isEqualTo(2);
        assertThat(ids(way.list(categories().filter("id__in", below(6).objects().values("id")).orderBy("id"))))
                .containsExactly(6, 7);
        assertThat(
                ids(way.list(categories().withCte(below(1).on("id", "id")).filter("tree__isnull", true).orderBy("id"))))
                .containsExactly(6, 7);
    }

    @Way.Both
    void whatBelongsToATreeIsFoundThroughIt(Way way) {
        QuerySet<Row> products = DB.objects("product").withCte(below(2).on("category", "id").inner());

        assertThat(way.list(products.orderBy("id").valuesList("name", String.class)))
                .containsExactly("sencha", "matcha", "mug");
        assertThat(way.list(below(2).objects().annotate(count("product").as("n")).orderBy("id").valuesList("id", "n")))
                .containsExactly(List.of(2, 1L), List.of(4, 0L), List.of(5, 2L));
        assertThat(way.list(below(2).objects().filter("product__name", "mug").valuesList("id", Integer.class)))
                .containsExactly(2);
    }

    @Way.Both
    void itSumsUpWhatIsBelowEachRow(Way way) {
        Cte all = Cte.recursive("all_below", categories().values(f("id").as("top"), f("id").as("at")),
                self -> categories().withCte(self.on("parent_id", "at")).values(f("all_below__top").as("top"),
                        f("id").as("at")));
        Cte totals = Cte.of("totals", all.objects().withCte(
                Cte.of("prices", categories().values("id", "price")).on("at", "id"))
                .values("top").annotate(sum("prices__price").as("total")));
        QuerySet<Row> rows = categories().withCte(totals.on("id", "top")).orderBy("id");

        assertThat(way.list(rows.valuesList("totals__total", BigDecimal.class))).containsExactly(
                new BigDecimal("8.75"), new BigDecimal("4.00"), new BigDecimal("3.25"), new BigDecimal("2.00"),
                new BigDecimal("1.00"), new BigDecimal("10.00"), new BigDecimal("1.00"));
        assertThat(sql(rows.values("totals__total"))).startsWith("with recursive all_below(top, at) as (")
                .contains("), prices(id, price) as (", "), totals(top, total) as (");
    }

    @Way.Both
    void itGoesUpATree(Way way) {
        Cte up = Cte.recursive("up", categories().filter("id", 5),
                self -> categories().withCte(self.on("id", "parent_id")));
        QuerySet<Row> rows = up.objects().orderBy("id");

        assertThat(way.list(rows.valuesList("name", String.class))).containsExactly("all", "drinks", "tea", "green");
        assertThat(way.list(rows.filter("parent__name", "drinks").valuesList("name", String.class)))
                .containsExactly("tea");
        assertThat(sql(rows)).contains("up(id, name, price, parent_id) as (")
                .contains("union all select category.id, category.name, category.price, category.parent_id"
                        + " from category join up on category.id = up.parent_id)")
                .doesNotContain("cast(");
    }

    @Way.Both
    void theStepMayStartFromTheRowsThemselves(Way way) {
        Cte numbers = Cte.recursive("numbers", categories().filter("id", 1).values(value(1).as("n")),
                self -> self.objects().filter("n__lt", 5).values(f("n").plus(1).as("n")));

        assertThat(way.list(numbers.objects().orderBy("n").valuesList("n", Integer.class))).containsExactly(1, 2, 3, 4,
                5);
        assertThat(sql(numbers.objects()))
                .contains("union all select (numbers.n + ?) as n from numbers where numbers.n < ?)");
    }

    @Way.Both
    void theStepMayGoOnThroughTheRelationsOfTheRows(Way way) {
        Cte up = Cte.recursive("up", persons().filter("id", 3).values("id", "boss_id"),
                self -> self.objects().filter("boss__isnull", false).values(f("boss_id").as("id"),
                        f("boss__boss_id").as("boss_id")));

        assertThat(ids(way.list(up.objects().orderBy("id")))).containsExactly(1, 2, 3);
    }

    @Way.Both
    void textsAndDecimalsAreOfOneTypeInStartAndStep(Way way) {
        Cte paths = Cte.recursive("paths",
                categories().filter("parent__isnull", true).values(f("id"), f("name").as("path"),
                        f("price").as("total")),
                self -> categories().withCte(self.on("parent_id", "id")).values(f("id"),
                        concat(f("paths__path"), value("/"), f("name")).as("path"),
                        f("paths__total").plus(f("price")).as("total")));
        QuerySet<Row> rows = paths.objects().filter("id__lt", 6).orderBy("path");

        assertThat(way.list(rows.valuesList("path", String.class))).containsExactly("all", "all/drinks",
                "all/drinks/tea",
                "all/drinks/tea/green", "all/food");
        assertThat(way.list(rows.valuesList("total", BigDecimal.class))).usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("1.5"), new BigDecimal("3.5"), new BigDecimal("4.5"),
                        new BigDecimal("5.5"), new BigDecimal("4.75"));
        assertThat(sql(rows)).contains("select category.id, cast(category.name as text) as path");
    }

    @Way.Both
    void aNarrowerNumberOfTheStepIsOfTheTypeOfTheStart(Way way) {
        Cte longs = Cte.recursive("longs", categories().filter("id", 1).values(value(1L).as("n")),
                self -> self.objects().filter("n", 1).values(value(2).as("n")));

        assertThat(way.list(longs.objects().orderBy("n").valuesList("n", Long.class))).containsExactly(1L, 2L);
    }

    @Way.Both
    void relationsAreKeptOfColumnsThatAreTheSameInStartAndStep(Way way) {
        Cte mixed = Cte.recursive("mixed", categories().filter("id", 5).values("parent_id"),
                self -> categories().withCte(self.on("id", "parent_id")).values("parent_id"));

        assertThat(way.list(mixed.objects().filter("parent__isnull", false).orderBy("parent__name")
                .valuesList("parent__name", String.class))).containsExactly("all", "drinks", "tea");
        Cte other = Cte.recursive("other", categories().filter("id", 5).values(f("parent_id").as("at")),
                self -> categories().withCte(self.on("id", "at")).values(f("id").plus(0).as("at"))
                        .filter("other__at__lt", 0));
        assertThatThrownBy(() -> other.objects().filter("parent__name", "tea")).isInstanceOf(LookupException.class);
    }

    @Way.Both
    void severalRowsAreGoneOnFromInUnions(Way way) {
        Cte both = Cte.recursive("both",
                categories().filter("id", 2).values("id").unionAll(categories().filter("id", 6).values("id")),
                self -> categories().withCte(self.on("parent_id", "id")).values("id"));

        assertThat(ids(way.list(both.objects().orderBy("id")))).containsExactly(2, 4, 5, 6, 7);
    }

    @Way.Both
    void theStepMayBeAUnionOfWhichOneReadsIt(Way way) {
        Cte both = Cte.recursive("both", categories().filter("id", 2).values("id"),
                self -> categories().withCte(self.on("parent_id", "id")).values("id")
                        .union(categories().filter("id", 6).values("id")))
                .distinct();

        assertThat(ids(way.list(both.objects().orderBy("id")))).containsExactly(2, 4, 5, 6, 7);
    }

    @Way.Both
    void theStepMayUseOthersAndWindows(Way way) {
        Cte cheap = Cte.of("cheap", categories().filter("price__lt", 3));
        Cte tree = Cte.recursive("tree", cheap.objects().filter("id", 1).values("id"),
                self -> categories().filter("id__in", cheap.objects().values("id"))
                        .withCte(self.on("parent_id", "id")).values("id"));
        Cte firsts = Cte.recursive("firsts", categories().filter("id", 1).values("id"),
                self -> categories().withCte(self.on("parent_id", "id"))
                        .annotate(WindowFunctions.rowNumber().over(Dunder.partitionBy("parent_id").orderBy("-id"))
                                .as("place"))
                        .filter("place", 1).values("id"));

        assertThat(ids(way.list(tree.objects().orderBy("id")))).containsExactly(1, 2, 4, 5);
        assertThat(sql(tree.objects())).startsWith("with recursive cheap(id, name, price, parent_id) as (");
        assertThat(ids(way.list(firsts.objects().orderBy("id")))).containsExactly(1, 3);
    }

    @Way.Both
    void itIsReadInSubqueriesUnionsAndTwice(Way way) {
        QuerySet<Row> both = categories().withCte(below(2).on("id", "id").inner())
                .union(categories().filter(exists(below(2).objects().filter("id", outerRef("parent_id")))))
                .orderBy("id");

        assertThat(ids(way.list(both))).containsExactly(2, 4, 5);
        assertThat(both.sql().split("with recursive", -1)).hasSize(2);
        assertThat(both.sql().split("union all", -1)).hasSize(2);
        QuerySet<Row> twice = categories().withCte(below(1).on("id", "id"))
                .withCte(below(1).on("parent_id", "id").as("above"))
                .filter("tree__depth__gt", f("above__depth")).orderBy("id");
        assertThat(ids(way.list(twice))).containsExactly(2, 3, 4, 5);
    }

    @Way.Both
    void aKeyMakesItARelationToOneRow(Way way) {
        QuerySet<Row> rows = categories().withCte(below(1).key("id").on("id", "id")).exclude("tree__depth__lt", 2)
                .orderBy("id");

        assertThat(ids(way.list(rows))).containsExactly(4, 5, 6, 7);
        assertThat(sql(rows)).doesNotContain("exists");
        assertThat(ids(
                way.list(categories().withCte(below(1).on("id", "id")).exclude("tree__depth__lt", 2).orderBy("id"))))
                .containsExactly(4, 5, 6, 7);
        assertThat(way.first(below(1).key("id").objects()).get("id")).isEqualTo(1);
    }

    // ---- Circles ----

    private static Cte bossesOf(int id) {
        return Cte.recursive("bosses", persons().filter("id", id).values("id", "boss_id"),
                self -> persons().withCte(self.on("id", "boss_id")).values("id", "boss_id"));
    }

    @Way.Both
    void distinctEndsInACircle(Way way) {
        QuerySet<Row> rows = bossesOf(4).distinct().objects().orderBy("id");

        assertThat(ids(way.list(rows))).containsExactly(4, 5);
        assertThat(sql(rows)).contains(" union select ").doesNotContain("union all");
        assertThat(ids(way.list(bossesOf(3).distinct().objects().orderBy("id")))).containsExactly(1, 2, 3);
        assertThat(way.first(bossesOf(3).distinct().materialized().objects()).get("id")).isEqualTo(1);
    }

    @Way.Both
    void aDepthEndsInACircle(Way way) {
        Cte few = Cte.recursive("few", persons().filter("id", 4).values(f("id"), value(0).as("depth")),
                self -> persons().withCte(self.on("boss_id", "id")).filter("few__depth__lt", 3)
                        .values(f("id"), f("few__depth").plus(1).as("depth")));

        assertThat(ids(way.list(few.objects().orderBy("depth")))).containsExactly(4, 5, 4, 5);
    }

    @Way.Both
    void aTimeoutEndsWhatGoesOnInACircle(Way way) {
        assertThatThrownBy(() -> way.count(bossesOf(4).objects().timeout(Duration.ofMillis(300))))
                .isInstanceOf(StatementTimeout.class);
    }

    // ---- Shapes ----

    @Test
    void itsValuesAreBoundAndNoPartOfTheShape() {
        assertThat(Inside.request(below(2).objects()).query())
                .isEqualTo(Inside.request(below(31_415).objects()).query());
        assertThat(below(31_415).objects().sql()).doesNotContain("31415");
        QuerySet<Row> one = categories().withCte(below(1).on("id", "id")).filter("tree__depth", 1);
        PlanCache plans = new PlanCache(Limits.USUAL, PostgresDriver.INSTANCE);
        assertThat(plans.get(Inside.request(one).query()))
                .isSameAs(plans
                        .get(Inside.request(categories().withCte(below(6).on("id", "id")).filter("tree__depth", 0))
                                .query()));
    }

    // ---- Wrong calls ----

    private static void refused(String message, Function<Cte, QuerySet<?>> step) {
        assertThatThrownBy(() -> Cte.recursive("tree",
                categories().filter("id", 1).values(f("id"), value(0).as("depth")), step))
                .isInstanceOf(LookupException.class).hasMessageContaining(message);
    }

    private static QuerySet<Row> step(Cte self) {
        return categories().withCte(self.on("parent_id", "id")).values(f("id"), f("tree__depth").plus(1).as("depth"));
    }

    @Test
    void theStepReadsItOnceAndInFrom() {
        refused("reads it nowhere", self -> categories().values(f("id"), value(1).as("depth")));
        refused("reads it 2 times", self -> categories().withCte(self.on("parent_id", "id"))
                .withCte(self.on("id", "id").as("again")).values(f("id"), f("tree__depth").as("depth")));
        refused("in a subquery", self -> step(self).filter("id__in", self.objects().values("id")));
        refused("in a subquery",
                self -> categories().filter(exists(self.objects())).values(f("id"), value(1).as("depth")));
        refused("in a subquery", self -> Cte.of("other", self.objects()).objects());
    }

    @Test
    void theStepIsWhatPostgresTakes() {
        refused("aggregate", self -> categories().withCte(self.on("parent_id", "id")).values("id")
                .annotate(max("tree__depth").as("depth")));
        refused("intersection or a difference",
                self -> step(self).difference(categories().values(f("id"), value(9).as("depth"))));
        refused("'tree' locks rows", self -> step(self).selectForUpdate());
        refused("outerRef", self -> step(self).filter("id", outerRef("id")));
    }

    @Test
    void startAndStepSelectTheSame() {
        refused("The step of 'tree' selects [id], and the start [id, depth]",
                self -> categories().withCte(self.on("parent_id", "id")).values("id"));
        refused("in the same order", self -> categories().withCte(self.on("parent_id", "id"))
                .values(f("tree__depth").as("depth"), f("id").as("id")));
        refused("'depth' of 'tree' is int in the start and varchar(20) in the step", self -> categories()
                .withCte(self.on("parent_id", "id")).values(f("id"), f("name").as("depth")));
        refused("is int in the start and bigint in the step. Have it of one type: cast(…)", self -> categories()
                .withCte(self.on("parent_id", "id")).values(f("id"), f("tree__depth").plus(1L).as("depth")));
        assertThat(Cte
                .recursive("tree",
                        categories().filter("id", 1).values(f("id"), cast(value(0), SQLDataType.BIGINT).as("depth")),
                        self -> categories().withCte(self.on("parent_id", "id")).values(f("id"),
                                f("tree__depth").plus(1L).as("depth")))
                .objects().count()).isEqualTo(5);
    }

    @Test
    void outsideOfTheStepItIsKnownAsAWholeOnly() {
        Cte[] leaked = new Cte[1];
        Cte whole = Cte.recursive("tree", categories().filter("id", 1).values(f("id"), value(0).as("depth")), self -> {
            leaked[0] = self;
            return step(self);
        });

        assertThatThrownBy(() -> leaked[0].objects().list()).isInstanceOf(LookupException.class)
                .hasMessageContaining("outside of the step");
        assertThat(whole.objects().count()).isEqualTo(5);
        refused("within its own step", self -> self.materialized().objects());
        assertThatThrownBy(() -> Cte.recursive("again", leaked[0].objects(), self -> self.objects()).objects().sql())
                .isInstanceOf(LookupException.class);
    }

    @Way.Both
    void theStepMayOrderAndLimitWhatEachRoundGives(Way way) {
        Cte first = Cte.recursive("tree", categories().filter("id", 1).values(f("id"), value(0).as("depth")),
                self -> step(self).orderBy("id").slice(0, 1));

        assertThat(ids(way.list(first.objects().orderBy("id")))).containsExactly(1, 2, 4, 5);
    }
}
