package dev.dunder;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
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
import dev.dunder.lookups.DunderException;
import java.util.List;
import java.util.Set;

/** The one way through, and what may never be called. */
@AnalyzeClasses(packages = "dev.dunder", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ARROWS_RUN_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("faces").definedBy("dev.dunder")
            .layer("dialect").definedBy("dev.dunder.dialect..")
            .layer("run").definedBy("dev.dunder.run")
            .layer("work").definedBy("dev.dunder.work")
            .layer("watch").definedBy("dev.dunder.watch")
            .layer("sql").definedBy("dev.dunder.sql")
            .layer("resolve").definedBy("dev.dunder.resolve")
            .layer("query").definedBy("dev.dunder.query")
            .layer("model").definedBy("dev.dunder.model")
            .layer("lookups").definedBy("dev.dunder.lookups")
            .whereLayer("faces").mayNotBeAccessedByAnyLayer()
            .whereLayer("dialect").mayOnlyBeAccessedByLayers("faces")
            .whereLayer("run").mayOnlyBeAccessedByLayers("faces", "dialect")
            .whereLayer("watch").mayOnlyBeAccessedByLayers("faces", "run")
            .whereLayer("work").mayOnlyBeAccessedByLayers("faces", "run", "dialect")
            .whereLayer("sql").mayOnlyBeAccessedByLayers("faces", "run")
            .whereLayer("resolve").mayOnlyBeAccessedByLayers("faces")
            .whereLayer("query").mayOnlyBeAccessedByLayers("faces", "resolve", "run", "sql")
            .whereLayer("model").mayOnlyBeAccessedByLayers("faces", "resolve", "query", "sql", "run", "dialect")
            // The one thing of the faces that machinery knows
            .ignoreDependency(alwaysTrue(), assignableTo(DunderException.class))
            .ignoreDependency(alwaysTrue(), equivalentTo(DatabaseException.Failure.class));

    /** jOOQ's methods that put text into SQL as it is. */
    private static final Set<String> PLAIN = Set.of("field", "condition", "table", "query", "resultQuery", "sql", "raw",
            "keyword", "unquotedName", "function", "list", "fetch", "execute", "fetchOne", "fetchSingle");

    @ArchTest
    static final ArchRule NO_TEXT_BECOMES_SQL = noClasses().that(resideInAPackage("dev.dunder.."))
            // Their texts are constants of ours.
            .and().haveNameNotMatching("dev\\.dunder\\.lookups\\.Operators(\\$.*)?")
            .and().haveNameNotMatching("dev\\.dunder\\.sql\\.(Template|RowValues)")
            .and().haveNameNotMatching("dev\\.dunder\\.JooqExpression\\$Reader")
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
