package dev.dunder.codegen;

import dev.dunder.Instance;
import dev.dunder.Manager;
import dev.dunder.RelatedSet;
import dev.dunder.RelationPath;
import dev.dunder.State;
import dev.dunder.model.ModelDefinition;
import dev.dunder.model.OnDelete;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Writes a model's class. */
final class ModelWriter {
    private static final String PATHS = "Paths";

    /** The model that the paths of {@value PATHS} start from. */
    private static final String FROM = "M";

    private final ModelSpec spec;
    private final TypeRef models;
    private final JavaFile file;
    private final String self;
    private final String root;

    private ModelWriter(ModelSpec spec, TypeRef models, Set<String> classes) {
        this.spec = spec;
        this.models = models;
        this.file = new JavaFile(spec.type().packageName(), classes, Set.of(PATHS, FROM));
        this.self = file.type(spec.type());
        Identifiers constants = new Identifiers();
        spec.columns().forEach(column -> constants.unique(column.constant(), none -> false));
        spec.links().forEach(link -> constants.unique(link.constant(), none -> false));
        this.root = constants.unique("PATHS", none -> false);
    }

    /**
     * Writes it.
     *
     * @param spec what it is to have
     * @param models the class that holds the schema
     * @param classes all classes of the package
     */
    static String write(ModelSpec spec, TypeRef models, Set<String> classes) {
        return new ModelWriter(spec, models, classes).write();
    }

    private String write() {
        file.doc(documentation("A row of " + Text.name(spec.name()) + ".", spec.comment()));
        file.line("@" + file.type(NullMarked.class));
        List<String> interfaces = spec.interfaces().stream().map(file::type).toList();
        file.open(
                "public final class " + spec.type().name() + " extends " + file.type(Instance.class) + "<" + self + ">"
                        + (interfaces.isEmpty() ? "" : " implements " + String.join(", ", interfaces)) + " {");
        constants();
        file.blank().open("private " + spec.type().name() + "(" + file.type(State.class) + "<" + self + "> state) {")
                .line("super(state);").close();
        method("A new row, not stored yet.", "public static " + self + " with()", "objects.with()");
        spec.columns().forEach(this::accessors);
        spec.links().forEach(this::related);
        paths();
        return file.close().toString();
    }

    private static List<String> documentation(String usual, @Nullable String comment) {
        if (comment == null || comment.isBlank()) {
            return List.of(usual);
        }
        List<String> lines = new ArrayList<>(Text.lines(comment));
        lines.add("");
        lines.add("<p>" + usual);
        return lines;
    }

    private void constants() {
        file.doc(List.of("All rows."));
        file.line("public static final " + file.type(Manager.class) + "<" + self + "> objects = "
                + file.type(Manager.class)
                + ".of(" + file.type(models) + ".SCHEMA.model(" + Text.literal(spec.name()) + "), " + self + "::new);");
        file.blank().line("private static final " + PATHS + "<" + self + "> " + root + " = new " + PATHS + "<>(\"\");")
                .blank();
        for (ModelSpec.Column column : spec.columns()) {
            comment(column.comment());
            file.line("public static final " + column.path().type(file, self) + " " + column.constant() + " = " + root
                    + "."
                    + column.constant() + ";");
        }
        for (ModelSpec.Link link : spec.links()) {
            file.line("public static final " + pathsOf(link) + "<" + self + "> " + link.constant() + " = " + root + "."
                    + link.path() + "();");
        }
    }

    private void comment(@Nullable String comment) {
        if (comment != null && !comment.isBlank()) {
            file.doc(Text.lines(comment));
        }
    }

    private String pathsOf(ModelSpec.Link link) {
        boolean own = link.target().equals(spec.type());
        return own ? PATHS : file.type(link.target()) + "." + PATHS;
    }

    private void method(@Nullable String documentation, String head, String value) {
        file.blank();
        if (documentation != null) {
            file.doc(List.of(documentation));
        }
        file.open(head + " {").line("return " + value + ";").close();
    }

    private void accessors(ModelSpec.Column column) {
        TypeRef type = column.type();
        file.blank();
        comment(column.comment());
        file.open("public " + (column.nullable() ? file.nullable(type) : file.type(type.unboxed())) + " "
                + column.method()
                + "() {")
                .line("return " + (column.nullable() ? "optional" : "required") + "(" + column.place() + ", "
                        + file.type(type) + ".class);")
                .close();
        if (!column.computed()) {
            method(null, "public " + self + " " + column.method() + "(" + parameter(column) + " value)",
                    "with(" + column.place() + ", value)");
        }
    }

    /** Of a small integer any will do, so that nobody has to cast a literal. */
    private String parameter(ModelSpec.Column column) {
        boolean small = column.type().is(Short.class);
        if (column.nullable()) {
            return file.nullable(small ? TypeRef.of(Number.class) : column.type());
        }
        return small ? "int" : file.type(column.type().unboxed());
    }

    /** What reads the rows at the other end of a relation; to one it asks the database only where that mode was chosen. */
    private void related(ModelSpec.Link link) {
        String accessor = Text.literal(link.accessor());
        String name = Text.name(link.accessor());
        String target = file.type(link.target());
        switch (link.kind()) {
            case MANY ->
                method("The rows of " + name + ": a query set, which has them already where they were prefetched.",
                        "public " + file.type(RelatedSet.class) + "<" + target + "> " + link.method() + "()",
                        "many(" + accessor + ", " + objects(link.target()) + ")");
            case ONE -> method("The row of " + name + ", which was selected, prefetched or loaded.",
                    "public " + target + " " + link.method() + "()",
                    "requiredOne(" + accessor + ", " + objects(link.target()) + ")");
            case ONE_OR_NONE -> method("The row of " + name
                    + ", which was selected, prefetched or loaded; null where there is none.",
                    "public " + file.nullable(link.target()) + " " + link.method() + "()",
                    "one(" + accessor + ", " + objects(link.target()) + ")");
        }
    }

    /** A constant that is called like a class hides it where a value may stand. */
    private String objects(TypeRef target) {
        boolean hidden = spec.columns().stream().anyMatch(one -> one.constant().equals(target.name()))
                || spec.links().stream().anyMatch(one -> one.constant().equals(target.name()));
        return (hidden ? target.packageName() + "." + target.name() : file.type(target)) + ".objects";
    }

    /** The columns by their paths; further relations are methods, as they may lead back here. */
    private void paths() {
        file.blank().doc(List.of("The paths of " + Text.name(spec.name()) + ", which start there or lead there."));
        file.open("public static final class " + PATHS + "<" + FROM + "> extends " + file.type(RelationPath.class) + "<"
                + FROM
                + ", " + self + "> {");
        spec.columns().forEach(column -> file.line("public final " + column.path().type(file, FROM) + " "
                + column.constant() + " = " + column.path().creation(file, "path(" + Text.literal(column.name()) + ")")
                + ";"));
        file.blank().open(PATHS + "(" + file.type(String.class) + " path) {").line("super(path);").close();
        for (ModelSpec.Link link : spec.links()) {
            method(null, "public " + pathsOf(link) + "<" + FROM + "> " + link.path() + "()",
                    "new " + pathsOf(link) + "<>(path(" + Text.literal(link.name()) + "))");
        }
        define(spec.definition());
        file.close();
    }

    private void define(ModelSpec.Definition definition) {
        file.blank().doc(List.of("What the database was found to have."));
        file.open("static void define(" + file.type(ModelDefinition.class) + " model) {");
        Consumer<String> call = text -> file.line("model." + text + ";");
        call.accept("table(" + literals(definition.table()) + ")");
        for (ModelSpec.Attribute column : definition.columns()) {
            String type = column.type().code(file);
            call.accept(column.name().equals(column.column())
                    ? "column(" + literals(List.of(column.name())) + ", " + type + ")"
                    : "attribute(" + literals(List.of(column.name(), column.column())) + ", " + type + ")");
        }
        definition.columns().forEach(column -> {
            String values = column.type().values(file, column.name());
            if (values != null) {
                call.accept(values);
            }
        });
        List<String> computed = definition.columns().stream().filter(column -> column.type().computed())
                .map(ModelSpec.Attribute::name).toList();
        if (!computed.isEmpty()) {
            call.accept("computed(" + literals(computed) + ")");
        }
        if (!definition.defaulted().isEmpty()) {
            call.accept("defaulted(" + literals(definition.defaulted()) + ")");
        }
        if (!definition.numbered().isEmpty()) {
            call.accept("numbered(" + literals(definition.numbered()) + ")");
        }
        if (!definition.primaryKey().isEmpty()) {
            String key = literals(definition.primaryKey());
            call.accept("primaryKey(" + key + ")" + (definition.ofTable() ? ".tableKey(" + key + ")" : ""));
        }
        definition.uniqueKeys().forEach(key -> call.accept("unique(" + literals(key) + ")"));
        definition.constraints().forEach((name, columns) -> {
            List<String> all = new ArrayList<>(List.of(name));
            all.addAll(columns);
            call.accept("constraint(" + literals(all) + ")");
        });
        if (definition.version() != null) {
            call.accept("version(" + Text.literal(definition.version()) + ")");
        }
        definition.keys().forEach(key -> call.accept(code(key)));
        definition.pairs().forEach(pairs -> call.accept(code(pairs)));
        file.close();
    }

    private String code(ModelSpec.Key key) {
        String attributes = key.attributes().size() == 1
                ? literals(key.attributes())
                : file.type(List.class) + ".of(" + literals(key.attributes()) + ")";
        return (key.unique() ? "oneToOne(" : "foreignKey(") + Text.literal(key.name()) + ", " + attributes + ", "
                + Text.literal(key.target()) + ", key -> key"
                + (key.to().isEmpty() ? "" : ".to(" + literals(key.to()) + ")")
                + (key.checked() ? "" : ".unchecked()")
                + (key.onDelete() == null ? "" : ".onDelete(" + file.type(OnDelete.class) + "." + key.onDelete() + ")")
                + code(key.back()) + ")";
    }

    private static String code(ModelSpec.Pairs pairs) {
        return "manyToMany(" + literals(List.of(pairs.name(), pairs.target())) + ", pairs -> pairs.through("
                + literals(List.of(pairs.through(), pairs.near(), pairs.far())) + ")" + code(pairs.back()) + ")";
    }

    private static String code(ModelSpec.@Nullable Back back) {
        if (back == null) {
            return ".noReverse()";
        }
        boolean one = back.name().equals(back.accessor());
        return ".reverse(" + literals(one ? List.of(back.name()) : List.of(back.name(), back.accessor())) + ")";
    }

    private static String literals(List<String> texts) {
        return String.join(", ", texts.stream().map(Text::literal).toList());
    }
}
