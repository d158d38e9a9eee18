package dev.dunder;

import static dev.dunder.Dunder.q;
import static dev.dunder.TestDatabase.clauses;
import static dev.dunder.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.model.Schema;
import java.util.List;
import java.util.Objects;
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
                    insert into stint values (1, 1, 1, 9), (2, 2, 1, 1), (3, 1, 2, 2), (4, 2, 2, 8), (5, 1, 3, null), (6, 1, 1, 3);
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

    private static List<List<Object>> squads(List<Row> teams) {
        return teams.stream().map(team -> ids(team.many("squad").list())).toList();
    }
}
