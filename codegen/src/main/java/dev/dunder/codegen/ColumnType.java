package dev.dunder.codegen;

import dev.dunder.lookups.CompositeType;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.EnumLabels;
import dev.dunder.model.SqlTypes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Configuration;
import org.jooq.DataType;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** A column's type as generated code says it, and what values are read as. */
sealed interface ColumnType {
    /** Whether it may be null. */
    boolean nullable();

    /** Whether the database computes it. */
    boolean computed();

    /** What it is called, for people. */
    String label();

    /** The class of its values. */
    TypeRef java();

    /** As generated code says it. */
    String code(JavaFile file);

    /** The type that generated code will have, as far as it is known before there is the class. */
    DataType<?> type();

    /** The class of the column's path. */
    default PathType path() {
        return PathType.of(java(), type(), false);
    }

    /** What generated code says of the values after the type, a method of a model's definition; null for nothing. */
    default @Nullable String values(JavaFile file, String attribute) {
        return null;
    }

    /**
     * One that {@link SqlTypes} knows by its name.
     *
     * @param name as it is written
     */
    record Named(String name, boolean nullable, boolean computed) implements ColumnType {
        @Override
        public String label() {
            return name;
        }

        @Override
        public TypeRef java() {
            return javaOf(type());
        }

        @Override
        public DataType<?> type() {
            return SqlTypes.of(name);
        }

        @Override
        public String code(JavaFile file) {
            return Text.literal(nullable ? name : name + " not null");
        }
    }

    /**
     * One that generated code makes by hand: it is called as no name in {@link SqlTypes} can be, has the labels of an enum without
     * a class, or is of several columns.
     *
     * @param name the name in SQL
     * @param labels of an enum that a domain is over
     * @param composite whether it is of several columns
     * @param dimensions those of an array
     */
    record Unknown(String name, List<String> labels, boolean composite, int dimensions, boolean nullable,
            boolean computed) implements ColumnType {
        @Override
        public String label() {
            return name + "[]".repeat(dimensions);
        }

        @Override
        public TypeRef java() {
            return TypeRef.of(String.class).array(dimensions);
        }

        @Override
        public DataType<?> type() {
            DataType<?> type = new DefaultDataType<>(SQLDialect.POSTGRES, Object.class, name);
            type = composite ? CompositeType.of(type) : type;
            for (int i = 0; i < dimensions; i++) {
                type = type.getArrayDataType();
            }
            return type;
        }

        @Override
        public String code(JavaFile file) {
            String type = "new " + file.type(DefaultDataType.class) + "<>(" + file.type(SQLDialect.class)
                    + ".POSTGRES, " + file.type(Object.class) + ".class, " + Text.literal(name) + ")";
            if (!labels.isEmpty()) {
                type = file.type(EnumLabels.class) + ".beneath(" + type + ", " + file.type(List.class) + ".of("
                        + String.join(", ", labels.stream().map(Text::literal).toList()) + "))";
            }
            if (composite) {
                type = file.type(CompositeType.class) + ".of(" + type + ")";
            }
            return type + ".array()".repeat(dimensions) + (nullable ? "" : ".nullable(false)");
        }
    }

    /**
     * An enum that has a class.
     *
     * @param java the class
     * @param label its name in the database
     */
    record Enumerated(TypeRef java, String label, boolean nullable, boolean computed) implements ColumnType {
        @Override
        public DataType<?> type() {
            return SQLDataType.VARCHAR;
        }

        @Override
        public PathType path() {
            return PathType.of(java, type(), true);
        }

        @Override
        public String code(JavaFile file) {
            String member = file.type(new TypeRef(java.packageName(), java.name(), 0));
            return file.type(SQLDataType.class) + ".VARCHAR.asEnumDataType(" + member + ".class)"
                    + ".array()".repeat(java.dimensions()) + (nullable ? "" : ".nullable(false)");
        }
    }

    /**
     * One whose values are of the user's own class.
     *
     * @param column what the database has
     * @param own the class, and what makes it
     * @param labels those of the database's enum, where the column's type does not say them
     */
    record Own(ColumnType column, OwnTypes.OwnType own, List<String> labels) implements ColumnType {
        @Override
        public boolean nullable() {
            return column.nullable();
        }

        @Override
        public boolean computed() {
            return column.computed();
        }

        @Override
        public String label() {
            return column.label();
        }

        @Override
        public TypeRef java() {
            TypeRef stored = column.java();
            return own.java().array(stored.is(byte[].class) ? 0 : stored.dimensions());
        }

        @Override
        public DataType<?> type() {
            return column.type();
        }

        @Override
        public String code(JavaFile file) {
            return column.code(file);
        }

        /** Names have another order than constants. */
        @Override
        public PathType path() {
            Class<?> stored = type().getFromType();
            boolean ordered = own.converter() == null
                    ? Number.class.isAssignableFrom(stored) || !labels.isEmpty() || column instanceof Unknown
                    : PathType.isOrdered(type());
            return PathType.own(java(), ordered);
        }

        @Override
        public String values(JavaFile file, String attribute) {
            TypeRef converter = own.converter();
            if (converter != null) {
                return "converted(" + Text.literal(attribute) + ", new " + file.type(converter) + "())";
            }
            StringBuilder said = new StringBuilder("enumerated(").append(Text.literal(attribute)).append(", ")
                    .append(file.type(own.java())).append(".class");
            labels.forEach(label -> said.append(", ").append(Text.literal(label)));
            return said.append(')').toString();
        }
    }

    /**
     * The one that jOOQ's own class has for the column, with the converter that it was told of.
     *
     * @param field the field in Java
     * @param type what the database has
     * @param java the class of its values
     */
    record OfField(String field, DataType<?> type, TypeRef java) implements ColumnType {
        @Override
        public boolean nullable() {
            return type.nullable();
        }

        @Override
        public boolean computed() {
            return type.readonly();
        }

        @Override
        public String label() {
            return type.getCastTypeName(POSTGRES);
        }

        @Override
        public String code(JavaFile file) {
            return field + ".getDataType().nullable(" + nullable() + ")";
        }
    }

    /** What people call types that jOOQ has other names for. */
    Map<String, String> USUAL = Map.of("float8", "double precision", "timestamp with time zone", "timestamptz",
            "time with time zone", "timetz");

    /** Texts of bits, by jOOQ's names for them. */
    Map<String, String> BITS = Map.of("\"bit\"", "bit", "varbit", "varbit");

    Configuration POSTGRES = new DefaultConfiguration().set(SQLDialect.POSTGRES);

    /** The type of a column, as the catalog has it. */
    static ColumnType of(DataType<?> type, List<String> labels) {
        String written = written(type);
        boolean computed = type.readonly();
        if (labels.isEmpty() && isSame(type, named(written))) {
            return new Named(written, type.nullable(), computed);
        }
        DataType<?> member = member(type);
        int dimensions = 0;
        for (DataType<?> inner = type.getArrayComponentDataType(); inner != null; inner = inner
                .getArrayComponentDataType()) {
            dimensions++;
        }
        String plain = member.getTypeName();
        return labels.isEmpty() && named(plain) != null && member.getType() != Object.class
                ? new Named(plain + "[]".repeat(dimensions), type.nullable(), computed)
                : new Unknown(plain, labels, CompositeType.is(member), dimensions, type.nullable(), computed);
    }

    private static String written(DataType<?> type) {
        String name = type.getCastTypeName(POSTGRES).replace(", ", ",");
        String brackets = "[]".repeat((name.length() - name.replace("[]", "").length()) / 2);
        String plain = name.substring(0, name.length() - brackets.length());
        DataType<?> member = type;
        while (member.getArrayComponentDataType() != null) {
            member = member.getArrayComponentDataType();
        }
        String bits = BITS.get(plain);
        if (bits != null && member.length() > 0) {
            // jOOQ keeps their length, and does not write it.
            return bits + "(" + member.length() + ")" + brackets;
        }
        String usual = USUAL.getOrDefault(plain, plain) + brackets;
        if (isSame(type, named(usual))) {
            return usual;
        }
        // jOOQ calls those by the names of the integers that hold them.
        String whole = "numeric(" + member(type).precision() + ")" + brackets;
        return isSame(type, named(whole)) ? whole : name;
    }

    private static DataType<?> member(DataType<?> type) {
        DataType<?> member = type.getArrayComponentDataType();
        return member == null ? type : member(member);
    }

    private static @Nullable DataType<?> named(String name) {
        try {
            return SqlTypes.of(name);
        } catch (DunderException none) {
            return null;
        }
    }

    /** With all that travels with a column's type, as values are compared, stored and refused by it. */
    private static boolean isSame(DataType<?> type, @Nullable DataType<?> other) {
        if (other == null) {
            return false;
        }
        DataType<?> one = member(type);
        DataType<?> another = member(other);
        return other.getType() == type.getType()
                && Objects.equals(other.getCastTypeName(POSTGRES), type.getCastTypeName(POSTGRES))
                && CompositeType.is(one) == CompositeType.is(another)
                && List.of(one.length(), one.precision(), one.scale())
                        .equals(List.of(another.length(), another.precision(), another.scale()));
    }

    /** Values of no class of their own are texts. */
    static TypeRef javaOf(DataType<?> type) {
        TypeRef java = TypeRef.of(type.getType());
        return java.packageName().equals("java.lang") && java.name().equals("Object")
                ? new TypeRef("java.lang", "String", java.dimensions())
                : java;
    }
}
