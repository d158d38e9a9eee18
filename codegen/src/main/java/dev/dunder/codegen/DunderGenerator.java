package dev.dunder.codegen;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.dunder.Instance;
import dev.dunder.RelationPath;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.model.Schema;
import java.io.File;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.SQLDialect;
import org.jooq.codegen.Files;
import org.jooq.codegen.GeneratorStrategy;
import org.jooq.codegen.JavaGenerator;
import org.jooq.codegen.JavaWriter;
import org.jooq.impl.DSL;
import org.jooq.meta.ColumnDefinition;
import org.jooq.meta.Database;
import org.jooq.meta.Definition;
import org.jooq.meta.RoutineDefinition;
import org.jooq.meta.SchemaDefinition;
import org.jooq.meta.SequenceDefinition;
import org.jooq.meta.TableDefinition;

/**
 * jOOQ's Java generator, which also writes a model class for each table, into the package {@code models} below jOOQ's own.
 *
 * <p>Name it in jOOQ's configuration, {@code <generator><name>dev.dunder.codegen.DunderGenerator</name>}, for the command
 * line and the Maven plugin of jOOQ, or use {@link Generate}.
 *
 * <p>Names and comments of the catalog are data, whoever wrote them: nothing of them becomes code. Sequences and routines whose
 * names cannot stand in a Java literal as they are, are left out.
 */
public class DunderGenerator extends JavaGenerator {
    private static final String PACKAGE = ".models";
    private static final String ANY_CLASS = "java.lang.Object";

    /** Classes that generated code calls by their simple names. */
    private static final Set<String> JAVA = Set.of("Boolean", "Byte", "Double", "Float", "Integer", "Long", "Object",
            "Paths", "Short", "String", "SuppressWarnings");

    private final Files files = new Files();

    /** For jOOQ, which makes one by its name. */
    public DunderGenerator() {}

    /** A table, its model, and the class for it. */
    private record Generated(TableDefinition table, Model model, ClassName type) {}

    @Override
    public void generate(Database database) {
        database.addFilter(
                definition -> isPrintedRaw(definition) && !PlainWriter.isLiteral(definition.getOutputName()));
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

    @Override
    protected void generateTables(SchemaDefinition schema) {
        super.generateTables(schema);
        String name = getStrategy().getJavaPackageName(schema) + PACKAGE;
        Identifiers classNames = new Identifiers(JAVA);
        ClassName models = ClassName.get(name, classNames.type("models"));
        List<Generated> all = new ArrayList<>();
        Schema reflected = reflect(schema);
        for (TableDefinition table : tables(schema)) {
            ClassName type = ClassName.get(name, classNames.type(table.getName()));
            all.add(new Generated(table, reflected.model(table.getName()), type));
        }
        if (all.isEmpty()) {
            return;
        }
        ClassName tables = ClassName.get(getStrategy().getJavaPackageName(schema),
                getStrategy().getJavaClassName(schema));
        write(models, out -> ModelWriter.models(models, tables, getStrategy().getJavaIdentifier(schema)));
        all.forEach(one -> write(one.type(), out -> ModelWriter.model(spec(one, all, models, out))));
    }

    private static List<TableDefinition> tables(SchemaDefinition schema) {
        return schema.getDatabase().getTables(schema).stream()
                .filter(table -> !table.isTableValuedFunction())
                .toList();
    }

    /** Of the same tables that the generated classes will have, so that the names of relations are the same too. */
    private static Schema reflect(SchemaDefinition schema) {
        Set<String> names = new HashSet<>();
        tables(schema).forEach(table -> names.add(table.getName()));
        return Schema.of(DSL.using(schema.getDatabase().getConnection(), SQLDialect.POSTGRES)
                .meta()
                .filterSchemas(one -> one.getName().equals(schema.getName()))
                .filterTables(table -> names.contains(table.getName()))
                .getTables());
    }

    private ModelSpec spec(Generated self, List<Generated> all, ClassName models, JavaWriter out) {
        Identifiers constants = new Identifiers(Set.of());
        Identifiers methods = new Identifiers(names(Instance.class));
        List<ModelSpec.Column> columns = new ArrayList<>();
        for (Attribute attribute : self.model().attributes()) {
            ColumnDefinition column = self.table().getColumn(attribute.name());
            columns.add(new ModelSpec.Column(
                    attribute.name(),
                    attribute.index(),
                    type(getJavaType(column.getType(resolver(out)), out)),
                    attribute.nullable(),
                    attribute.computed(),
                    constants.constant(attribute.name()),
                    methods.method(attribute.name())));
        }
        Identifiers paths = new Identifiers(names(RelationPath.class));
        List<ModelSpec.Link> relations = new ArrayList<>();
        for (Relation relation : self.model().relations()) {
            all.stream().filter(other -> other.model() == relation.target()).findFirst()
                    .ifPresent(target -> relations.add(new ModelSpec.Link(
                            relation.name(),
                            relation.accessor(),
                            target.type(),
                            ModelSpec.Kind.of(relation),
                            constants.constant(relation.name()),
                            paths.method(relation.name()),
                            methods.method(relation.accessor()))));
        }
        return new ModelSpec(self.table().getName(), self.type(), models, columns, relations);
    }

    /** What a class has already, from where it inherits too. */
    private static Set<String> names(Class<?> base) {
        Set<String> names = new HashSet<>();
        for (Class<?> type = base; type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                names.add(method.getName());
            }
        }
        return names;
    }

    /** A class by its name, as jOOQ's generator gives it. Values of no class of their own are texts. */
    private static TypeName type(String name) {
        if (name.endsWith("[]")) {
            return ArrayTypeName.of(name.equals("byte[]") ? TypeName.BYTE : type(name.substring(0, name.length() - 2)));
        }
        String raw = name.contains("<") ? name.substring(0, name.indexOf('<')) : name;
        return raw.equals(ANY_CLASS) ? ClassName.get(String.class) : named(raw);
    }

    /** No guess by the case of letters: a class may be called as its table is. */
    private static ClassName named(String name) {
        int dot = name.lastIndexOf('.');
        return ClassName.get(name.substring(0, Math.max(0, dot)), name.substring(dot + 1));
    }

    @FunctionalInterface
    private interface Content {
        String of(JavaWriter out);
    }

    private void write(ClassName name, Content content) {
        File folder = new File(getTargetDirectory(), name.packageName().replace('.', '/'));
        // jOOQ's own writer, so that jOOQ knows the file, and takes it away when its table is gone.
        JavaWriter out = newJavaWriter(new File(folder, name.simpleName() + ".java"));
        out.print(content.of(out));
        closeJavaWriter(out);
    }
}
