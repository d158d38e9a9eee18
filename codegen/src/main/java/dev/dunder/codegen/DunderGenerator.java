package dev.dunder.codegen;

import dev.dunder.lookups.DunderException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Reflection;
import dev.dunder.model.Relation;
import dev.dunder.model.Schema;
import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.SQLDialect;
import org.jooq.codegen.DefaultGeneratorStrategy;
import org.jooq.codegen.JavaWriter;
import org.jooq.impl.DSL;
import org.jooq.meta.ColumnDefinition;
import org.jooq.meta.Database;
import org.jooq.meta.SchemaDefinition;
import org.jooq.meta.TableDefinition;
import org.jooq.meta.postgres.PostgresDatabase;
import org.jspecify.annotations.Nullable;

/**
 * jOOQ's Java generator, which also writes a model class for each table, into the package {@code models} below jOOQ's own. The
 * models and their relations are those that reflection finds among jOOQ's tables, and their values of the classes that jOOQ is
 * told to have: with your own converters, if you like.
 *
 * <p>Name it in jOOQ's configuration, {@code <generator><name>dev.dunder.codegen.DunderGenerator</name>}, for the command
 * line and the Maven plugin of jOOQ. Who needs no tables of jOOQ's has smaller classes by {@link Generate}.
 */
public class DunderGenerator extends PlainGenerator {
    private static final String PACKAGE = ".models";

    /** For jOOQ, which makes one by its name. */
    public DunderGenerator() {}

    /** A table, its model, and the class for it. */
    private record Generated(TableDefinition table, Model model, TypeRef type) {}

    @Override
    public void generate(Database database) {
        if (!(database instanceof PostgresDatabase)) {
            throw new DunderException("dunder's models are made of the catalog of a PostgreSQL, which "
                    + database.getClass().getName() + " does not read. Name " + PostgresDatabase.class.getName()
                    + " in jOOQ's <database>, with the <jdbc> of one; from files of SQL and changelogs of Liquibase"
                    + " dunder-maven-plugin and dunder-codegen.jar make models, --sql.");
        }
        super.generate(database);
    }

    /** With the last schema come the models of all, as there are relations between them. */
    @Override
    protected void generateTables(SchemaDefinition schema) {
        super.generateTables(schema);
        Database database = schema.getDatabase();
        List<SchemaDefinition> schemas = database.getSchemata().stream().filter(one -> !tables(one).isEmpty()).toList();
        if (schemas.isEmpty() || !schema.equals(schemas.get(schemas.size() - 1))) {
            return;
        }
        String name = (schemas.size() == 1 ? getStrategy().getJavaPackageName(schema) : getTargetPackage()) + PACKAGE;
        Identifiers classNames = new Identifiers();
        TypeRef models = TypeRef.of(name, classNames.type("Models"));
        String unused = classNames.type("Paths");
        Map<List<String>, TableDefinition> tables = new LinkedHashMap<>();
        schemas.forEach(
                one -> tables(one).forEach(table -> tables.put(List.of(one.getName(), table.getName()), table)));
        Map<Model, Generated> all = new LinkedHashMap<>();
        for (Model model : reflect(database, schemas, tables.keySet()).models()) {
            TableDefinition table = tables.get(place(model));
            if (table != null) {
                all.put(model, new Generated(table, model, TypeRef.of(name, classNames.type(className(table)))));
            }
        }
        write(name, models, all);
    }

    /** What the strategy says where somebody has told it to say something of his own. */
    private String className(TableDefinition table) {
        String said = getStrategy().getJavaClassName(table);
        return said.equals(new DefaultGeneratorStrategy().getJavaClassName(table))
                ? Identifiers.typeName(table.getName())
                : said;
    }

    private void write(String packageName, TypeRef models, Map<Model, Generated> all) {
        JavaWriter types = newJavaWriter(new File(getTargetDirectory(), "unused"));
        List<ModelSpec> specs = all.values().stream().map(one -> spec(one, all, types)).toList();
        Plan plan = new Plan(packageName, models, specs, List.of(), List.of());
        Set<String> classes = Sources.classes(plan);
        write(models, SchemaWriter.models(plan, classes));
        specs.forEach(spec -> write(spec.type(), ModelWriter.write(spec, models, classes)));
    }

    private static List<TableDefinition> tables(SchemaDefinition schema) {
        return schema.getDatabase().getTables(schema).stream()
                .filter(table -> !table.isTableValuedFunction())
                .toList();
    }

    private static List<String> place(Model model) {
        return List.of(String.valueOf(model.schemaName()), model.tableName());
    }

    /** But for the tables that jOOQ was told to leave out, so that no relation is called otherwise because of them. */
    private static Schema reflect(Database database, List<SchemaDefinition> schemas, Set<List<String>> tables) {
        Reflection all = Reflection.all()
                .schemas(schemas.stream().map(SchemaDefinition::getName).toArray(String[]::new));
        String[] others = Schema.reflect(DSL.using(database.getConnection(), SQLDialect.POSTGRES), all).models()
                .stream()
                .map(DunderGenerator::place).filter(place -> !tables.contains(place))
                .map(place -> String.join(".", place)).toArray(String[]::new);
        return Schema.reflect(DSL.using(database.getConnection(), SQLDialect.POSTGRES), all.except(others));
    }

    private ModelSpec spec(Generated self, Map<Model, Generated> all, JavaWriter types) {
        Map<Attribute, ColumnType> columnTypes = new LinkedHashMap<>();
        for (Attribute attribute : self.model().attributes()) {
            columnTypes.put(attribute, type(attribute, self.table().getColumn(attribute.column()), types));
        }
        List<Relation> relations = self.model().relations().stream()
                .filter(relation -> relation.hops().stream().allMatch(hop -> all.containsKey(hop.target())))
                .sorted(Comparator.comparing(Relation::toMany).thenComparing(Relation::name))
                .collect(Collectors.toCollection(ArrayList::new));
        Naming naming = new Naming(self.model(), attribute -> type(columnTypes, attribute), relations, Overrides.none(),
                new Inflector(Map.of()), new ArrayList<>());
        List<ModelSpec.Column> columns = new ArrayList<>();
        columnTypes.forEach((attribute, type) -> {
            Naming.ColumnNames names = naming.of(attribute);
            columns.add(new ModelSpec.Column(attribute.name(), attribute.index(), type.java(), type.path(),
                    type.nullable(), type.computed(), names.constant(), names.method(), attribute.comment()));
        });
        List<ModelSpec.Link> links = new ArrayList<>();
        for (Relation relation : relations) {
            Naming.LinkNames names = naming.of(relation);
            Generated target = all.get(relation.target());
            if (target != null) {
                links.add(
                        new ModelSpec.Link(relation.name(), relation.accessor(), target.type(), Planner.kind(relation),
                                names.constant(), names.path(), names.method()));
            }
        }
        return new ModelSpec(self.model().name(), self.type(), self.model().comment(), columns, links,
                Definitions.of(self.model(), relations, columnTypes), List.of());
    }

    private static TypeRef type(Map<Attribute, ColumnType> types, Attribute attribute) {
        ColumnType type = types.get(attribute);
        return type == null ? TypeRef.of(String.class) : type.java();
    }

    /** Of a column that jOOQ was told to leave out the database knows the type. */
    private ColumnType type(Attribute attribute, @Nullable ColumnDefinition column, JavaWriter types) {
        return column == null
                ? ColumnType.of(attribute.type(), List.of())
                : new ColumnType.OfField(getStrategy().getFullJavaIdentifier(column), attribute.type(),
                        type(getJavaType(column.getType(resolver(types)), types)));
    }

    /** A class by its name, as jOOQ's generator gives it. Values of no class of their own are texts. */
    private static TypeRef type(String name) {
        String array = name.endsWith("[]") ? name.substring(name.indexOf('[')) : "";
        String plain = name.substring(0, name.length() - array.length());
        String raw = plain.contains("<") ? plain.substring(0, plain.indexOf('<')) : plain;
        return TypeRef.of((raw.equals("java.lang.Object") ? "java.lang.String" : raw) + array);
    }

    private void write(TypeRef name, String content) {
        File folder = new File(getTargetDirectory(), name.packageName().replace('.', '/'));
        // jOOQ's own writer, so that jOOQ knows the file, and takes it away when its table is gone.
        JavaWriter out = newJavaWriter(new File(folder, name.name() + ".java"));
        out.print(content);
        closeJavaWriter(out);
    }
}
