package dev.dunder.schema;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.max;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.sum;
import static dev.dunder.fixture.TestDatabase.clauses;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Database;
import dev.dunder.Prefetch;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.model.Schema;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said of a many-to-many's table between is about the pair that leads to the row at hand. */
class PairsTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table team (id int primary key, name text);
                    create table player (id int primary key, age int);
                    create table stint (id int primary key, team_id int not null references team, player_id int not null references player,
                        goals int);
                    insert into team values (1, 'a'), (2, 'b'), (3, 'c');
                    insert into player values (1, 20), (2, 30), (3, 40), (4, 50);
                    create table cup (id int primary key, player_id int not null references player);
                    insert into stint values (1, 1, 1, 9), (2, 2, 1, 1), (3, 1, 2, 2), (4, 2, 2, 8), (5, 1, 3, null), (6, 1, 1, 3);
                    insert into cup values (1, 1), (2, 1), (3, 2);
                    """);

    private static @Nullable Database teams;

    @BeforeAll
    static void define() {
        teams = DB.database().with(Schema.reflect(DB.database().dsl())
                .with(m -> m.model("team").manyToMany("squad", "player", pairs -> pairs.through("stint"))));
    }

    private static Database teams() {
        return Objects.requireNonNull(teams);
    }

    private static QuerySet<Row> players() {
        return teams().objects("player").orderBy("id");
    }

    private static Row team(int id) {
        return teams().objects("team").get("id", id);
    }

    @Way.Both
    void ofTheRowsOfOne(Way way) {
        QuerySet<Row> squad = team(1).many("squad").orderBy("id");
        QuerySet<Row> some = squad.filter("stint__goals__gt", 5);

        assertThat(ids(way.list(squad))).containsExactly(1, 1, 2, 3);
        assertThat(ids(way.list(some))).containsExactly(1);
        assertThat(clauses(some)).containsOnlyOnce("join stint");
        assertThat(ids(way.list(team(2).many("squad").filter("stint__goals__gt", 5)))).containsExactly(2);
        assertThat(ids(way.list(squad.exclude("stint__goals__gt", 5)))).containsExactly(1, 2, 3);
        assertThat(ids(way.list(squad.filter(q("stint__goals", 3).or(q("stint__goals", 8)))))).containsExactly(1);
        assertThat(ids(way.list(squad.filter(q("age__gt", 25).and(q("stint__goals__gt", 1).not())))))
                .containsExactly(3);
        assertThat(ids(way.list(squad.filter("age__gt", 25).filter("stint__goals__gt", 5))))
                .as("a further call may be about another").containsExactly(2);
    }

    @Way.Both
    void ofTheRowsOfSeveral(Way way) {
        QuerySet<Row> all = teams().objects("team").orderBy("id");

        assertThat(squads(way.list(all.prefetchRelated(
                new Prefetch("squad", players().filter("stint__goals__gt", 5))))))
                .containsExactly(List.of(1), List.of(2), List.of());
        assertThat(squads(way.list(all.prefetchRelated(
                new Prefetch("squad", players().exclude("stint__goals__gt", 5))))))
                .containsExactly(List.of(1, 2, 3), List.of(1), List.of());
        assertThat(squads(way.list(all.prefetchRelated(
                new Prefetch("squad", players().filter("age__gt", 25).filter("stint__goals__gt", 5))))))
                .containsExactly(List.of(2), List.of(2), List.of());
        assertThat(squads(way.list(all.prefetchRelated(
                new Prefetch("squad", players().filter("stint__goals__gte", 3).slice(0, 1))))))
                .containsExactly(List.of(1), List.of(2), List.of());
    }

    @Way.Both
    void whatIsComputedOfThemIsOfThePairTooForOneAndForSeveral(Way way) {
        QuerySet<Row> all = teams().objects("team").orderBy("id");
        List<UnaryOperator<QuerySet<Row>>> calls = List.of(
                set -> set.annotate(f("stint__goals").as("n")),
                set -> set.annotate(count("stint").as("n")),
                set -> set.annotate(sum("stint__goals").as("n")),
                set -> set.filter("stint__goals__gt", 2).annotate(sum("stint__goals").as("n")),
                set -> set.annotate(count("stint").as("n")).filter("stint__goals__gt", 2),
                set -> set.annotate(count("stint__team").as("n")).filter("n__gt", 1),
                set -> set.annotate(count("cup").as("n")),
                set -> set.filter("stint__goals__gt", 2).annotate(count("cup").as("n"), sum("stint__goals").as("m")),
                set -> set.filter("cup__id__gt", 1).annotate(count("stint").as("n"), count("cup").as("m")),
                set -> set.exclude("stint__goals__gt", 5).annotate(count("cup").as("n"), max("stint__goals").as("m")),
                set -> set.alias(count("stint").as("x")).filter("x__gt", 1).annotate(sum("stint__goals").as("n")));
        for (UnaryOperator<QuerySet<Row>> call : calls) {
            List<List<String>> wanted = all.list().stream()
                    .map(team -> shown(call.apply(team.many("squad")).list())).toList();
            QuerySet<Row> set = call.apply(players());

            assertThat(way.list(all.prefetchRelated(new Prefetch("squad", set))).stream()
                    .map(team -> shown(team.many("squad").list())).toList()).as(set.sql()).isEqualTo(wanted);
        }
        assertThat(shown(way.list(team(1).many("squad").annotate(count("stint").as("n"), sum("stint__goals").as("m")))))
                .containsExactly("1 2 12", "2 1 2", "3 1 null");
    }

    private static List<String> shown(List<Row> players) {
        return players.stream()
                .map(row -> row.get("id") + " " + row.get("n")
                        + (row.toMap().containsKey("m") ? " " + row.get("m") : ""))
                .sorted().toList();
    }

    private static List<List<Object>> squads(List<Row> teams) {
        return teams.stream().map(team -> ids(team.many("squad").list())).toList();
    }
}
