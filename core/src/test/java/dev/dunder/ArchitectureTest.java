package dev.dunder;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** The one way through, and what may never be called. */
@AnalyzeClasses(packages = "dev.dunder", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ARROWS_RUN_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("users").definedBy("dev.dunder")
            .layer("run").definedBy("dev.dunder.run")
            .layer("sql").definedBy("dev.dunder.sql")
            .layer("query").definedBy("dev.dunder.query")
            .layer("model").definedBy("dev.dunder.model")
            .layer("lookups").definedBy("dev.dunder.lookups")
            .whereLayer("users").mayNotBeAccessedByAnyLayer()
            .whereLayer("run").mayOnlyBeAccessedByLayers("users")
            .whereLayer("sql").mayOnlyBeAccessedByLayers("users", "run")
            .whereLayer("query").mayOnlyBeAccessedByLayers("users", "run", "sql")
            .whereLayer("model").mayOnlyBeAccessedByLayers("users", "query", "sql")
            .whereLayer("lookups").mayOnlyBeAccessedByLayers("users", "run", "query", "model", "sql");

    /** jOOQ's methods that put text into SQL as it is. */
    private static final Set<String> PLAIN = Set.of("field", "condition", "table", "query", "resultQuery", "sql", "raw",
            "keyword", "unquotedName", "function", "list", "fetch", "execute", "fetchOne", "fetchSingle");

    @ArchTest
    static final ArchRule NO_TEXT_BECOMES_SQL = noClasses().that(resideInAPackage("dev.dunder.."))
            // Their texts are constants of ours.
            .and().haveNameNotMatching("dev\\.dunder\\.lookups\\.Operators(\\$.*)?")
            .and().haveNameNotMatching("dev\\.dunder\\.sql\\.(Template|Rows)")
            .and().haveNameNotMatching("dev\\.dunder\\.JooqPart\\$Reader")
            .should().callMethodWhere(new DescribedPredicate<JavaMethodCall>("jOOQ's plain SQL is called") {
                @Override
                public boolean test(JavaMethodCall call) {
                    MethodCallTarget target = call.getTarget();
                    List<String> parameters = target.getRawParameterTypes().stream().map(type -> type.getName())
                            .toList();
                    return target.getOwner().getPackageName().startsWith("org.jooq")
                            && PLAIN.contains(target.getName())
                            && !parameters.isEmpty()
                            && parameters.get(0).equals("java.lang.String")
                            && !target.getOwner().getName().startsWith("org.jooq.codegen")
                            && !target.getOwner().isAssignableTo("org.jooq.Fields");
                }
            });

    @ArchTest
    static final ArchRule ONLY_RUN_TALKS_TO_THE_DATABASE = noClasses()
            .that().resideInAnyPackage("dev.dunder.query", "dev.dunder.sql", "dev.dunder.lookups")
            .should().dependOnClassesThat()
            .haveNameMatching("java\\.sql\\.(Connection|PreparedStatement|Statement|ResultSet|DriverManager)")
            .orShould().dependOnClassesThat().resideInAPackage("javax.sql..");
}
