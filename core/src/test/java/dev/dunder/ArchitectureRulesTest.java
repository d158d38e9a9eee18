package dev.dunder;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the architecture finds what breaks it: a class that offends it alone, and nothing else of the whole. */
class ArchitectureRulesTest {
    private static final String OFFENDING = "Offending";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(location -> ImportOption.Predefined.DO_NOT_INCLUDE_TESTS.includes(location)
                    || location.contains("/" + OFFENDING))
            .importPackages("dev.dunder");

    /** What each rule says of whom. */
    private static final Map<String, List<String>> OFFENCES = Map.of(
            "ARROWS_RUN_ONE_WAY",
            List.of("OffendingArrows.faces>", "OffendingArrows.compose>", "OffendingArrows.convert>",
                    "OffendingArrows.dialect>", "OffendingArrows.evaluate>", "OffendingArrows.fetch>",
                    "OffendingArrows.query>", "OffendingArrows.resolve>", "OffendingArrows.run>",
                    "OffendingArrows.sql>", "OffendingArrows.transaction>", "OffendingArrows.watch>",
                    "OffendingArrows.work>", "OffendingArrows.write>", "OffendingModel.model>"),
            "NO_TEXT_BECOMES_SQL", List.of("OffendingText.of("),
            "ONLY_RUN_AND_DIALECT_KNOW_JDBC", List.of("<java.sql.Blob>", "<java.sql.SQLException>"),
            "ONLY_THE_DIALECT_KNOWS_THE_DRIVER", List.of("OffendingDriver.connection>"),
            "ONLY_THE_DIALECT_NAMES_A_SERVER", List.of("OffendingServer.dialect>"),
            "NO_CIRCLE", List.of("OffendingArrows"),
            "WHAT_IS_IN_FRONT_IS_PUBLIC", List.of("OffendingFace>"));

    static Stream<Field> rules() {
        return Arrays.stream(ArchitectureTest.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(ArchTest.class));
    }

    @Test
    void thereIsAnOffenceForEachRule() {
        assertThat(rules().map(Field::getName)).containsExactlyInAnyOrderElementsOf(OFFENCES.keySet());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleFindsWhatBreaksItAndNothingElse(Field rule) throws Exception {
        List<String> found = ((ArchRule) rule.get(null)).evaluate(ALL).getFailureReport().getDetails();
        assertThat(found).isNotEmpty().allMatch(one -> one.contains(OFFENDING));
        for (String offence : OFFENCES.get(rule.getName())) {
            assertThat(found).anyMatch(one -> one.contains(offence));
        }
    }
}
