package dev.dunder.codegen;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import dev.dunder.Instance;
import dev.dunder.Manager;
import dev.dunder.NotLoadedException;
import dev.dunder.NumberPath;
import dev.dunder.OrderedPath;
import dev.dunder.ColumnPath;
import dev.dunder.QuerySet;
import dev.dunder.RelationPath;
import dev.dunder.State;
import dev.dunder.TextPath;
import dev.dunder.model.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.lang.model.element.Modifier;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Writes model classes. */
final class ModelWriter {
    private static final String PATHS = "Paths";
    private static final TypeName STRING = ClassName.get(String.class);
    private static final TypeName LONG = ClassName.get(Long.class);
    private static final TypeName DOUBLE = ClassName.get(Double.class);
    private static final TypeName DECIMAL = ClassName.get(BigDecimal.class);

    /** For each type of number, the types of its sums and means. */
    private static final Map<TypeName, List<TypeName>> NUMBERS = Map.of(
            ClassName.get(Short.class), List.of(LONG, DOUBLE),
            ClassName.get(Integer.class), List.of(LONG, DOUBLE),
            LONG, List.of(LONG, DOUBLE),
            ClassName.get(BigInteger.class), List.of(LONG, DOUBLE),
            ClassName.get(Float.class), List.of(DOUBLE, DOUBLE),
            DOUBLE, List.of(DOUBLE, DOUBLE),
            DECIMAL, List.of(DECIMAL, DECIMAL));

    private static final Set<TypeName> ORDERED = Set.of(
            ClassName.get(LocalDate.class),
            ClassName.get(LocalTime.class),
            ClassName.get(OffsetTime.class),
            ClassName.get(LocalDateTime.class),
            ClassName.get(OffsetDateTime.class),
            ClassName.get(UUID.class),
            ClassName.get(YearToSecond.class));

    private ModelWriter() {}

    /** The class that holds the schema, from which the models of all generated classes come. */
    static String models(ClassName models, ClassName schema, String constant) {
        TypeSpec type = TypeSpec.classBuilder(models)
                .addJavadoc("The models of the generated tables.\n")
                .addAnnotation(NullMarked.class)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addField(FieldSpec.builder(Schema.class, "SCHEMA", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                        .addJavadoc("All of them, by name.\n")
                        .initializer("$T.of($T.$L.getTables())", Schema.class, schema, constant)
                        .build())
                .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
                .build();
        return file(models, type);
    }

    static String model(ModelSpec spec) {
        ClassName self = spec.type();
        TypeSpec.Builder type = TypeSpec.classBuilder(self)
                .addJavadoc("A row of {@code $L}. Immutable and safe to share between threads.\n", plain(spec.model()))
                .addAnnotation(NullMarked.class)
                .addAnnotation(AnnotationSpec.builder(SuppressWarnings.class).addMember("value", "$S", "all").build())
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .superclass(ParameterizedTypeName.get(ClassName.get(Instance.class), self))
                .addField(FieldSpec.builder(
                        ParameterizedTypeName.get(ClassName.get(Manager.class), self),
                        "objects",
                        Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                        .addJavadoc("All rows of {@code $L}.\n", plain(spec.model()))
                        .initializer("$T.of($T.SCHEMA.model($L), $T::new)", Manager.class, spec.models(),
                                PlainWriter.literal(spec.model()), self)
                        .build());
        spec.columns().forEach(
                column -> type.addField(path(column, self, CodeBlock.of("$L", PlainWriter.literal(column.name())))
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                        .addJavadoc("The column {@code $L}.\n", plain(column.name()))
                        .build()));
        spec.relations().forEach(link -> type.addField(relation(link, self)));
        type.addMethod(MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(ParameterizedTypeName.get(ClassName.get(State.class), self), "state")
                .addStatement("super(state)")
                .build());
        type.addMethod(MethodSpec.methodBuilder("with")
                .addJavadoc("A new row, not stored yet.\n\n@return an instance without values\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(self)
                .addStatement("return objects.with()")
                .build());
        for (ModelSpec.Column column : spec.columns()) {
            type.addMethod(getter(column));
            if (!column.computed()) {
                type.addMethod(wither(column, self));
            }
        }
        spec.relations().forEach(link -> type.addMethod(related(link)));
        type.addType(paths(spec));
        return file(self, type.build());
    }

    private static MethodSpec getter(ModelSpec.Column column) {
        MethodSpec.Builder getter = MethodSpec.methodBuilder(column.method())
                .addJavadoc("The value of {@code $L}.\n\n@return the value$L\n",
                        plain(column.name()),
                        column.nullable() ? ", null where it has none" : "")
                .addModifiers(Modifier.PUBLIC)
                .returns(column.nullable() ? nullable(column.type()) : column.type());
        return getter.addStatement(
                "return $L($L, $L)",
                column.nullable() ? "optional" : "required",
                column.place(),
                classOf(column.type())).build();
    }

    private static MethodSpec wither(ModelSpec.Column column, ClassName self) {
        return MethodSpec.methodBuilder(column.method())
                .addJavadoc("This row with another {@code $L}, which is not stored by that.\n\n", plain(column.name()))
                .addJavadoc("@param value the value\n@return another instance\n")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(ParameterSpec
                        .builder(column.nullable() ? nullable(column.type()) : column.type(), "value").build())
                .returns(self)
                .addStatement("return with($L, value)", column.place())
                .build();
    }

    /** What reads the rows at the other end of a relation; to one it asks the database only where that mode was chosen. */
    private static MethodSpec related(ModelSpec.Link link) {
        String name = plain(link.accessor());
        MethodSpec.Builder method = MethodSpec.methodBuilder(link.method()).addModifiers(Modifier.PUBLIC);
        return switch (link.kind()) {
            case MANY -> method
                    .addJavadoc(
                            "The rows of {@code $L}: a query set, evaluated already where they were prefetched.\n\n",
                            name)
                    .addJavadoc("@return the rows\n")
                    .returns(ParameterizedTypeName.get(ClassName.get(QuerySet.class), link.target()))
                    .addStatement("return many($L, $T.class)", PlainWriter.literal(link.accessor()), link.target())
                    .build();
            case ONE, ONE_OR_NONE -> {
                boolean sure = link.kind() == ModelSpec.Kind.ONE;
                yield method
                        .addJavadoc("The row of {@code $L}, as it was loaded: by {@code selectRelated($S)}, "
                                + "{@code prefetchRelated($S)} or {@code load($S)}.\n\n", name, name, name, name)
                        .addJavadoc("@return the row$L\n", sure ? "" : ", null where there is none")
                        .addJavadoc("@throws $T if it was not loaded\n", NotLoadedException.class)
                        .returns(sure ? link.target() : nullable(link.target()))
                        .addStatement("return $L($L, $T.class)", sure ? "requiredOne" : "one",
                                PlainWriter.literal(link.accessor()), link.target())
                        .build();
            }
        };
    }

    private static FieldSpec relation(ModelSpec.Link link, ClassName self) {
        TypeName type = ParameterizedTypeName.get(link.target().nestedClass(PATHS), self);
        return FieldSpec.builder(type, link.constant(), Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("The relation {@code $L}.\n", plain(link.name()))
                .initializer("new $T<>($L)", link.target().nestedClass(PATHS), PlainWriter.literal(link.name()))
                .build();
    }

    /** The columns as they are at the end of a relation; further relations are methods, as they may lead back here. */
    private static TypeSpec paths(ModelSpec spec) {
        TypeVariableName from = TypeVariableName.get("M");
        TypeSpec.Builder type = TypeSpec.classBuilder(PATHS)
                .addJavadoc("{@code $L} at the end of a relation.\n\n@param <M> the model that paths start from\n",
                        plain(spec.model()))
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addTypeVariable(from)
                .superclass(ParameterizedTypeName.get(ClassName.get(RelationPath.class), from, spec.type()));
        spec.columns().forEach(
                column -> type.addField(path(column, from, CodeBlock.of("path($L)", PlainWriter.literal(column.name())))
                        .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                        .addJavadoc("The column {@code $L}.\n", plain(column.name()))
                        .build()));
        type.addMethod(MethodSpec.constructorBuilder()
                .addJavadoc("A path.\n\n@param path as in a lookup string\n")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(String.class, "path")
                .addStatement("super(path)")
                .build());
        for (ModelSpec.Link link : spec.relations()) {
            TypeName target = ParameterizedTypeName.get(link.target().nestedClass(PATHS), from);
            type.addMethod(MethodSpec.methodBuilder(link.path())
                    .addJavadoc("The relation {@code $L}.\n\n@return its path\n", plain(link.name()))
                    .addModifiers(Modifier.PUBLIC)
                    .returns(target)
                    .addStatement("return new $T<>(path($L))", link.target().nestedClass(PATHS),
                            PlainWriter.literal(link.name()))
                    .build());
        }
        return type.build();
    }

    /** The field for a column's path, of the class that has the lookups of the column's type. */
    private static FieldSpec.Builder path(ModelSpec.Column column, TypeName from, CodeBlock path) {
        TypeName value = column.type();
        List<TypeName> number = NUMBERS.get(value);
        if (number != null) {
            TypeName type = ParameterizedTypeName.get(ClassName.get(NumberPath.class), from, value, number.get(0),
                    number.get(1));
            return FieldSpec.builder(type, column.constant()).initializer(
                    "new $T<>($L, $T.class, $T.class, $T.class)", NumberPath.class, path, value, number.get(0),
                    number.get(1));
        }
        if (value.equals(STRING)) {
            TypeName type = ParameterizedTypeName.get(ClassName.get(TextPath.class), from);
            return FieldSpec.builder(type, column.constant()).initializer("new $T<>($L)", TextPath.class, path);
        }
        if (ORDERED.contains(value)) {
            TypeName type = ParameterizedTypeName.get(ClassName.get(OrderedPath.class), from, value);
            return FieldSpec.builder(type, column.constant()).initializer("new $T<>($L, $T.class)", OrderedPath.class,
                    path, value);
        }
        TypeName type = ParameterizedTypeName.get(ClassName.get(ColumnPath.class), from, value);
        return FieldSpec.builder(type, column.constant()).initializer("new $T<>($L)", ColumnPath.class, path);
    }

    /** A name as a comment can hold it. */
    private static String plain(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}_ .-]", "?");
    }

    private static CodeBlock classOf(TypeName type) {
        return CodeBlock.of("$T.class", type);
    }

    private static TypeName nullable(TypeName type) {
        AnnotationSpec annotation = AnnotationSpec.builder(Nullable.class).build();
        // On an array a type annotation belongs to the members, unless it stands before the brackets.
        return type instanceof ArrayTypeName ? type : type.annotated(annotation);
    }

    private static String file(ClassName name, TypeSpec type) {
        return JavaFile.builder(name.packageName(), type).indent("    ").skipJavaLangImports(true).build().toString();
    }
}
