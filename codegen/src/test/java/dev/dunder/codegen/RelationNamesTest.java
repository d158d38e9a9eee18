package dev.dunder.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a column refers to has a name of its own, whatever way keys are called. */
class RelationNamesTest {
    private static final String GLUED = """
            create table hosts (hostid int primary key, name text, proxy_hostid int references hosts, templateid int references hosts);
            create table items (itemid int primary key, hostid int not null references hosts, "ParentId" int references items);
            create table kinds (kind text primary key);
            create table fields (fieldid int primary key, value_hostid int references hosts, value_itemid int references items,
                itemid int references items, item text, kind text references kinds, other text, other_kind text references kinds);
            create table asteroids (asteroid int primary key);
            create table moons (moonid int primary key, asteroid int references asteroids);
            """;

    @TempDir
    private Path out;

    private Generated generated() throws Exception {
        Generated generated = new Generated(out);
        int exit = generated.run("--url", Generated.database(GLUED), "--package", "sky");
        assertThat(exit).as(generated.said()).isZero();
        assertThat(generated.problems()).isEmpty();
        assertThat(generated.said()).doesNotContain("renamed");
        return generated;
    }

    @Test
    void keysInOneWordAreRelationsWithoutTheirEnd() throws Exception {
        Generated generated = generated();

        assertThat(generated.read("sky/Items.java")).contains("public int hostid() {", "public Hosts host() {",
                "Hosts.Paths<Items> HOST = ", "requiredOne(\"hostid\", Hosts.objects)", "Items parent() {",
                "Integer parentId() {");
        assertThat(generated.read("sky/Hosts.java")).contains("Integer proxyHostid() {", "Hosts proxy() {",
                "Integer templateid() {", "Hosts template() {");
    }

    @Test
    void whatTwoColumnsWouldBeCalledNeitherIs() throws Exception {
        String fields = generated().read("sky/Fields.java");

        assertThat(fields).contains("Hosts valueHost() {", "Items valueItem() {", "Integer valueHostid() {",
                "Integer valueItemid() {");
        // A column has the name already.
        assertThat(fields).contains("String item() {", "Items itemid() {", "Integer itemidItemid() {",
                "String other() {", "Kinds otherKind() {", "String otherKindKind() {", "Kinds kind() {",
                "String kindKind() {");
    }

    @Test
    void aWordThatOnlyEndsLikeAKeyIsOne() throws Exception {
        assertThat(generated().read("sky/Moons.java")).contains("Asteroids asteroid() {",
                "Integer asteroidAsteroid() {");
    }
}
