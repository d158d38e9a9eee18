package dev.dunder.codegen;

import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.model.Schema;
import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.SQLDialect;
import org.jooq.codegen.JavaWriter;
import org.jooq.impl.DSL;
import org.jooq.meta.ColumnDefinition;
import org.jooq.meta.SchemaDefinition;
import org.jooq.meta.TableDefinition;

/**
 * jOOQ's Java generator, which also writes a model class for each table, into the package {@code models} below jOOQ's own. The
 * models are of jOOQ's tables, and their values of the classes that jOOQ is told to have: with your own converters, if you like.
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
    protected void generateTables(SchemaDefinition schema) {
        super.generateTables(schema);
        List<TableDefinition> tables = tables(schema);
        if (tables.isEmpty()) {
            return;
        }
        String name = getStrategy().getJavaPackageName(schema) + PACKAGE;
        Identifiers classNames = new Identifiers();
        TypeRef models = TypeRef.of(name, classNames.type("Models"));
        String unused = classNames.type("Paths");
        Map<Model, Generated> all = new LinkedHashMap<>();
        Schema reflected = reflect(schema, tables);
        for (TableDefinition table : tables) {
            Model model = reflected.model(table.getName());
            all.put(model, new Generated(table, model,
                    TypeRef.of(name, classNames.type(Identifiers.typeName(table.getName())))));
        }
        write(schema, name, models, all);
    }

    private void write(SchemaDefinition schema, String packageName, TypeRef models, Map<Model, Generated> all) {
        JavaWriter types = newJavaWriter(new File(getTargetDirectory(), "unused"));
        List<ModelSpec> specs = all.values().stream().map(one -> spec(one, all, types)).toList();
        Plan plan = new Plan(packageName, models, specs, List.of(), List.of());
        Set<String> classes = Sources.classes(plan);
        TypeRef tables = TypeRef.of(getStrategy().getJavaPackageName(schema), getStrategy().getJavaClassName(schema));
        write(models, SchemaWriter.models(plan, classes, tables, getStrategy().getJavaIdentifier(schema)));
        specs.forEach(spec -> write(spec.type(), ModelWriter.write(spec, models, classes)));
    }

    private static List<TableDefinition> tables(SchemaDefinition schema) {
        return schema.getDatabase().getTables(schema).stream()
                .filter(table -> !table.isTableValuedFunction())
                .toList();
    }

    /** Of the same tables that the generated classes will have, so that the names of relations are the same too. */
    private static Schema reflect(SchemaDefinition schema, List<TableDefinition> tables) {
        Set<String> names = new HashSet<>();
        tables.forEach(table -> names.add(table.getName()));
        return Schema.of(DSL.using(schema.getDatabase().getConnection(), SQLDialect.POSTGRES)
                .meta()
                .filterSchemas(one -> one.getName().equals(schema.getName()))
                .filterTables(table -> names.contains(table.getName()))
                .getTables());
    }

    private ModelSpec spec(Generated self, Map<Model, Generated> all, JavaWriter types) {
        Map<Attribute, TypeRef> classes = new LinkedHashMap<>();
        for (Attribute attribute : self.model().attributes()) {
            ColumnDefinition column = self.table().getColumn(attribute.name());
            classes.put(attribute, type(getJavaType(column.getType(resolver(types)), types)));
        }
        List<Relation> relations = new ArrayList<>(self.model().relations());
        relations.removeIf(relation -> !all.containsKey(relation.target()));
        relations.sort(Comparator.comparing(Relation::toMany).thenComparing(Relation::name));
        Naming naming = new Naming(self.model(), attribute -> classes.getOrDefault(attribute, TypeRef.of(String.class)),
                relations, Overrides.none(), new Inflector(Map.of()), new ArrayList<>());
        List<ModelSpec.Column> columns = new ArrayList<>();
        classes.forEach((attribute, type) -> {
            Naming.ColumnNames names = naming.of(attribute);
            columns.add(new ModelSpec.Column(attribute.name(), attribute.index(), type,
                    PathType.of(type, attribute.type(), false), attribute.nullable(), attribute.computed(),
                    names.constant(), names.method(), self.table().getColumn(attribute.name()).getComment()));
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
        return new ModelSpec(self.table().getName(), self.type(), self.table().getComment(), columns, links, null,
                List.of());
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
