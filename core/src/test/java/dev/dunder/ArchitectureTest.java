package dev.dunder;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
            .layer("evaluate").definedBy("dev.dunder.evaluate")
            .layer("write").definedBy("dev.dunder.write")
            .layer("convert").definedBy("dev.dunder.convert")
            .layer("fetch").definedBy("dev.dunder.fetch")
            .layer("dialect").definedBy("dev.dunder.dialect..")
            .layer("run").definedBy("dev.dunder.run")
            .layer("work").definedBy("dev.dunder.work")
            .layer("watch").definedBy("dev.dunder.watch")
            .layer("transaction").definedBy("dev.dunder.transaction")
            .layer("sql").definedBy("dev.dunder.sql")
            .layer("compose").definedBy("dev.dunder.compose")
            .layer("resolve").definedBy("dev.dunder.resolve")
            .layer("query").definedBy("dev.dunder.query")
            .layer("model").definedBy("dev.dunder.model")
            .layer("lookups").definedBy("dev.dunder.lookups")
            .whereLayer("faces").mayNotBeAccessedByAnyLayer()
            .whereLayer("evaluate").mayOnlyBeAccessedByLayers("faces", "write")
            .whereLayer("write").mayOnlyBeAccessedByLayers("faces")
            .whereLayer("fetch").mayOnlyBeAccessedByLayers("faces", "evaluate", "write")
            .whereLayer("convert").mayOnlyBeAccessedByLayers("faces", "evaluate", "fetch")
            .whereLayer("dialect").mayOnlyBeAccessedByLayers("faces")
            .whereLayer("run").mayOnlyBeAccessedByLayers("faces", "evaluate", "write", "fetch", "dialect")
            .whereLayer("watch").mayOnlyBeAccessedByLayers("faces", "write", "run")
            .whereLayer("transaction").mayOnlyBeAccessedByLayers("faces", "run")
            .whereLayer("work").mayOnlyBeAccessedByLayers("faces", "evaluate", "write", "fetch", "run", "dialect")
            .whereLayer("sql").mayOnlyBeAccessedByLayers("faces", "fetch", "run")
            .whereLayer("compose").mayOnlyBeAccessedByLayers("faces", "evaluate", "write", "fetch", "dialect")
            .whereLayer("resolve")
            .mayOnlyBeAccessedByLayers("faces", "evaluate", "write", "fetch", "compose", "dialect")
            .whereLayer("query").mayOnlyBeAccessedByLayers(
                    "faces", "evaluate", "write", "fetch", "compose", "resolve", "run", "sql", "dialect")
            .whereLayer("model").mayOnlyBeAccessedByLayers(
                    "faces", "evaluate", "write", "fetch", "compose", "resolve", "query", "sql", "run", "watch",
                    "dialect")
            // The one thing of the faces that machinery knows
            .ignoreDependency(alwaysTrue(), assignableTo(DunderException.class))
            .ignoreDependency(alwaysTrue(), equivalentTo(DatabaseException.Failure.class))
            .ignoreDependency(alwaysTrue(), equivalentTo(DatabaseException.Violated.class));

    /** jOOQ's methods that put text into SQL as it is. */
    private static final Set<String> PLAIN = Set.of("field", "condition", "table", "query", "resultQuery", "sql", "raw",
            "keyword", "unquotedName", "function", "list", "fetch", "execute", "fetchOne", "fetchSingle");

    @ArchTest
    static final ArchRule NO_TEXT_BECOMES_SQL = noClasses().that(resideInAPackage("dev.dunder.."))
            // Their texts are constants of ours.
            .and().haveNameNotMatching("dev\\.dunder\\.lookups\\.Operators(\\$.*)?")
            .and().haveNameNotMatching("dev\\.dunder\\.sql\\.(Template|RowValues)")
            .and().haveNameNotMatching("dev\\.dunder\\.dialect\\.postgres\\.JooqExpression\\$Reader")
            // It sends what jOOQ has written before.
            .and().doNotHaveFullyQualifiedName("dev.dunder.run.JooqExecution")
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

    /** Values of JDBC's, which people have, and columns are read as. */
    private static final Set<String> JDBC_VALUES = Set.of("java.sql.Date", "java.sql.Time", "java.sql.Timestamp",
            "java.sql.Array");

    @ArchTest
    static final ArchRule ONLY_RUN_AND_DIALECT_KNOW_JDBC = noClasses()
            .that().resideInAPackage("dev.dunder..")
            .and()
            .resideOutsideOfPackages("dev.dunder.run", "dev.dunder.dialect..", "dev.dunder.codegen..",
                    "dev.dunder.testing..")
            // It opens the pool, and tells in words what that says.
            .and().doNotHaveFullyQualifiedName("dev.dunder.DatabaseBuilder")
            // It is handed the connection of somebody else's transaction.
            .and().doNotHaveFullyQualifiedName("dev.dunder.transaction.ManagedTransaction")
            // It reads the catalog on a connection that it is given.
            .and().haveNameNotMatching("dev\\.dunder\\.model\\.Catalog(\\$.*)?")
            // It tells the SQLSTATE of what has failed.
            .and().doNotHaveFullyQualifiedName("dev.dunder.watch.ObservationListener")
            .should().dependOnClassesThat(resideInAPackage("java.sql..").and(
                    DescribedPredicate.describe("are no values", type -> !JDBC_VALUES.contains(type.getName()))));

    @ArchTest
    static final ArchRule ONLY_THE_DIALECT_KNOWS_THE_DRIVER = noClasses()
            .that().resideInAPackage("dev.dunder..")
            .and().resideOutsideOfPackages("dev.dunder.dialect..", "dev.dunder.codegen..", "dev.dunder.testing..")
            .should().dependOnClassesThat().resideInAPackage("org.postgresql..");

    @ArchTest
    static final ArchRule ONLY_THE_DIALECT_NAMES_A_SERVER = noClasses()
            .that().resideInAPackage("dev.dunder..")
            .and().resideOutsideOfPackages("dev.dunder.dialect..", "dev.dunder.codegen..")
            // They name PostgreSQL's types as its catalog does.
            .and()
            .haveNameNotMatching("dev\\.dunder\\.(model\\.(CatalogTypes|JavaTypes|Attribute)|lookups\\.ColumnTypes)")
            .should().dependOnClassesThat().haveFullyQualifiedName("org.jooq.SQLDialect");

    @ArchTest
    static final ArchRule NO_CIRCLE = slices().matching("dev.dunder.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule WHAT_IS_IN_FRONT_IS_PUBLIC = classes()
            .that().resideInAPackage("dev.dunder").and().areTopLevelClasses()
            .and().doNotHaveSimpleName("package-info")
            // The one list of evaluating methods that both twins use, and what public methods do with their arguments.
            .and().doNotHaveSimpleName("Evaluations").and().doNotHaveSimpleName("Arguments")
            .should().bePublic();
}
