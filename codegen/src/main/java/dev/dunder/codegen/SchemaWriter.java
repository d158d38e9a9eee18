package dev.dunder.codegen;

import dev.dunder.model.Schema;
import dev.dunder.model.SchemaDefinition;
import java.util.List;
import java.util.Set;
import org.jooq.EnumType;
import org.jooq.impl.DSL;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Writes the class that holds the schema, from which the models of all generated classes come, and those of enums. */
final class SchemaWriter {
    private SchemaWriter() {}

    static String models(Plan plan, Set<String> classes) {
        JavaFile file = file(plan, classes);
        open(file, plan.schema());
        file.line("public static final " + file.type(Schema.class) + " SCHEMA = schema();").blank();
        constructor(file, plan.schema());
        file.open("private static " + file.type(Schema.class) + " schema() {")
                .line(file.type(SchemaDefinition.class) + " schema = " + file.type(Schema.class) + ".define();");
        for (ModelSpec model : plan.models()) {
            file.line(
                    "schema.model(" + Text.literal(model.name()) + ", " + file.type(model.type()) + ".Paths::define);");
        }
        return file.line("return schema.build();").close().close().toString();
    }

    private static JavaFile file(Plan plan, Set<String> classes) {
        return new JavaFile(plan.packageName(), classes, Set.of());
    }

    private static void open(JavaFile file, TypeRef type) {
        file.doc(List.of("The models of the tables."));
        file.line("@" + file.type(NullMarked.class)).open("public final class " + type.name() + " {");
        file.doc(List.of("All of them, by name."));
    }

    private static void constructor(JavaFile file, TypeRef type) {
        file.line("private " + type.name() + "() {}").blank();
    }

    static String enumeration(Plan.EnumSpec spec, Plan plan, Set<String> classes) {
        JavaFile file = file(plan, classes);
        String usual = "A label of " + Text.name(spec.name()) + ".";
        String comment = spec.comment();
        file.doc(comment == null || comment.isBlank() ? List.of(usual) : Text.lines(comment));
        file.line("@" + file.type(NullMarked.class))
                .open("public enum " + spec.type().name() + " implements " + file.type(EnumType.class) + " {");
        for (int i = 0; i < spec.constants().size(); i++) {
            Plan.Constant constant = spec.constants().get(i);
            file.line(constant.name() + "(" + Text.literal(constant.label()) + ")"
                    + (i + 1 < spec.constants().size() ? "," : ";"));
        }
        if (spec.constants().isEmpty()) {
            file.line(";");
        }
        String text = file.type(String.class);
        file.blank().line("private final " + text + " literal;").blank()
                .open(spec.type().name() + "(" + text + " literal) {").line("this.literal = literal;").close();
        method(file, text + " getLiteral()", "literal");
        method(file, text + " getName()", Text.literal(spec.name()));
        TypeRef schema = TypeRef.of(org.jooq.Schema.class);
        String name = spec.schema();
        method(file, file.nullable(schema) + " getSchema()", name == null
                ? "null"
                : file.type(DSL.class) + ".schema(" + file.type(DSL.class) + ".name(" + Text.literal(name) + "))");
        return file.close().toString();
    }

    private static void method(JavaFile file, String head, @Nullable String value) {
        file.blank().line("@" + file.type(Override.class)).open("public " + head + " {").line("return " + value + ";")
                .close();
    }
}
