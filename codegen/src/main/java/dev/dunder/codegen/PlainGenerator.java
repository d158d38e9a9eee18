package dev.dunder.codegen;

import dev.dunder.lookups.DunderException;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.jooq.codegen.Files;
import org.jooq.codegen.GenerationTool;
import org.jooq.codegen.GeneratorStrategy;
import org.jooq.codegen.JavaGenerator;
import org.jooq.codegen.JavaWriter;
import org.jooq.meta.Database;
import org.jooq.meta.Definition;
import org.jooq.meta.RoutineDefinition;
import org.jooq.meta.SequenceDefinition;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.SchemaMappingType;
import org.jooq.meta.jaxb.Target;

/**
 * jOOQ's own Java generator, for what it writes alone, {@code --jooq} of {@link dev.dunder.codegen.Generate}.
 *
 * <p>Names and comments of the catalog are data, whoever wrote them: nothing of them becomes code. Sequences and routines whose
 * names cannot stand in a Java literal as they are, are left out.
 */
public class PlainGenerator extends JavaGenerator {
    private final Files files = new Files();

    /** For jOOQ, which makes one by its name. */
    public PlainGenerator() {}

    static void run(Connection connection, List<String> schemas, String packageName, Path out) {
        List<SchemaMappingType> all = schemas.stream()
                .map(schema -> new SchemaMappingType().withInputSchema(schema)
                        .withOutputSchemaToDefault(schemas.size() == 1))
                .toList();
        Configuration configuration = new Configuration()
                .withLogging(Logging.WARN)
                .withGenerator(new Generator()
                        .withName(PlainGenerator.class.getName())
                        .withDatabase(new org.jooq.meta.jaxb.Database()
                                .withName("org.jooq.meta.postgres.PostgresDatabase")
                                .withSchemata(all)
                                .withIncludeRoutines(false))
                        .withGenerate(new Generate().withDeprecationOnUnknownTypes(false))
                        .withTarget(new Target().withPackageName(packageName).withDirectory(out.toString())));
        GenerationTool tool = new GenerationTool();
        tool.setConnection(connection);
        try {
            tool.run(configuration);
        } catch (Exception failure) {
            throw new DunderException("jOOQ's classes could not be generated.", failure);
        }
    }

    @Override
    public void generate(Database database) {
        database.addFilter(
                definition -> isPrintedRaw(definition) && !Text.isLiteral(definition.getOutputName()));
        super.generate(database);
    }

    /** What jOOQ puts between quotes as it is called. */
    private static boolean isPrintedRaw(Definition definition) {
        return definition instanceof SequenceDefinition || definition instanceof RoutineDefinition;
    }

    @Override
    public void setStrategy(GeneratorStrategy strategy) {
        super.setStrategy(new PlainStrategy(strategy));
    }

    /** jOOQ's own, but for what a catalog could have run: it escapes comments for those who mean well. */
    @Override
    protected JavaWriter newJavaWriter(File file, GeneratorStrategy.Mode mode) {
        return new PlainWriter(super.newJavaWriter(file, mode), generateFullyQualifiedTypes(), getTargetEncoding(),
                generateJavadoc(), files, generatedSerialVersionUID());
    }
}
