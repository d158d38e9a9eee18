package dev.dunder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every library does every workload once, on few rows, and reads and writes the same; nothing is said about speed. */
class SmokeTest {
    @Test
    void allLibrariesReadAndWriteTheSame() {
        Map<Workload, Set<Library>> taking = RowCheck.check(
                Dataset.create(Size.SMALL), EnumSet.allOf(Library.class), EnumSet.allOf(Workload.class));

        assertThat(taking).containsOnlyKeys(Workload.values());
        assertThat(taking.get(Workload.AT_ONCE)).containsExactly(Library.values());
        assertThat(taking.get(Workload.COMPOSE)).containsExactly(Library.DUNDER, Library.GENERATED, Library.JOOQ);
    }

    @Test
    void allRowsOfTheTableAreMeasured() throws Exception {
        String table = Main.table(Options.SMOKE);

        List<String> titles = table.lines().skip(2).map(line -> line.split("\\|", -1)[1].strip()).toList();
        assertThat(titles).containsExactlyElementsOf(Arrays.stream(Workload.values()).map(Workload::title).toList());
        assertThat(table.lines().findFirst()).hasValue("|  | hand-written JDBC | dunder |");
    }

    @Test
    void aProcessIsMeasuredFromItsStart() {
        Dataset data = Dataset.create(Size.SMALL);

        Cost first = ForkedProgram.FIRST.run(Library.GENERATED, data);
        assertThat(first.nanos()).isPositive();
        assertThat(first.cpuNanos()).isPositive();
        assertThat(first.bytes()).isPositive();
        assertThat(ForkedProgram.KEPT.run(Library.JDBC, data).bytes()).isNotNaN();
    }

    @Test
    void theCommandLineChooses() {
        Options options = Options.of("--rows", "key,first", "--libraries", "jdbc,dunder", "--rounds", "2");

        assertThat(options.workloads()).containsExactly(Workload.KEY);
        assertThat(options.programs()).containsExactly(ForkedProgram.FIRST);
        assertThat(options.libraries()).containsExactly(Library.JDBC, Library.DUNDER);
        assertThat(options.rounds()).isEqualTo(2);
        assertThatThrownBy(() -> Options.of("--rows", "keys"))
                .hasMessageStartingWith("Not all of keys are known. Options: --smoke, --rows key,list100,");
    }
}
