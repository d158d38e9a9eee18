package dev.dunder.codegen;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.SourceVersion;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The user's own classes of columns' values, as the overrides name them: {@code type.film.rental_rate} and
 * {@code enum.film.rating}, of all tables {@code type.*.created_by}, and of an enum of the database's {@code enum.mood}.
 */
final class OwnTypes {
    private static final String TYPE = "type.";
    private static final String ENUM = "enum.";
    private static final String ALL = "*.";

    /** What columns without a converter are read as: by them a value could not be told from what the server has. */
    private static final Set<String> SERVERS = Set.of("java.lang.Boolean", "java.lang.Byte", "java.lang.Short",
            "java.lang.Integer", "java.lang.Long", "java.lang.Float", "java.lang.Double", "java.lang.String",
            "java.lang.Object", "java.math.BigDecimal", "java.math.BigInteger", "java.util.UUID", "java.time.LocalDate",
            "java.time.LocalTime", "java.time.LocalDateTime", "java.time.OffsetTime", "java.time.OffsetDateTime",
            "org.jooq.JSON", "org.jooq.JSONB", "org.jooq.XML", "org.jooq.types.YearToSecond");

    /**
     * A class of values.
     *
     * @param java the class
     * @param converter what makes them; null where they are an enum's constants
     */
    record OwnType(TypeRef java, @Nullable TypeRef converter) {}

    private final OverridesFile file;

    OwnTypes(OverridesFile file) {
        this.file = file;
    }

    /** A class by its full name. */
    static TypeRef named(OverridesFile file, String key, String name, String what) {
        if (!SourceVersion.isName(name) || !name.contains(".")) {
            throw file.wrong(key, "'" + name + "' is not the full name of " + what + ", such as com.acme.Titled.");
        }
        return TypeRef.of(name);
    }

    /** Refuses what is of nothing. */
    void check(Overrides overrides, Schema schema) {
        file.under(TYPE).forEach((name, said) -> {
            OwnType unused = converted(TYPE + name, said);
            columns(overrides, schema, TYPE + name, name);
        });
        file.under(ENUM).forEach((name, said) -> {
            TypeRef unused = named(file, ENUM + name, said, "an enum");
            // What is no column may be an enum, of which only the database knows.
            if (name.startsWith(ALL)
                    || schema.models().stream().anyMatch(model -> name.startsWith(model.name() + "."))) {
                columns(overrides, schema, ENUM + name, name);
            }
        });
    }

    private void columns(Overrides overrides, Schema schema, String key, String name) {
        if (!name.startsWith(ALL)) {
            Attribute unused = overrides.column(schema, key, name);
            return;
        }
        String column = name.substring(ALL.length());
        if (schema.models().stream().noneMatch(model -> Overrides.has(model, column))) {
            Set<String> all = new TreeSet<>();
            schema.models().forEach(model -> model.attributes().forEach(one -> all.add(one.name())));
            throw file.wrong(key,
                    String.valueOf(
                            LookupException.unknown(column, "among the columns of all tables", all).getMessage()));
        }
    }

    /** Refuses enums that the database does not have. */
    void checkEnums(Schema schema, Set<String> enums) {
        for (String name : file.under(ENUM).keySet()) {
            boolean column = name.startsWith(ALL)
                    || schema.models().stream().anyMatch(model -> name.startsWith(model.name() + "."));
            if (!column && !enums.contains(name)) {
                Set<String> choices = new TreeSet<>(enums);
                schema.models().stream().map(Model::name).forEach(model -> choices.add(model + ".…"));
                throw file.wrong(ENUM + name, String.valueOf(LookupException
                        .unknown(name, "among the enums of the database and the columns", choices).getMessage()));
            }
        }
    }

    private OwnType converted(String key, String said) {
        List<String> names = List.of(said.split("\\s+"));
        if (names.size() != 2) {
            throw file.wrong(key, "The class of the values and that of a jOOQ converter are needed, such as"
                    + " com.acme.Money com.acme.MoneyConverter.");
        }
        if (SERVERS.contains(names.get(0))) {
            throw file.wrong(key, "Columns without a converter are read as " + names.get(0)
                    + ". Convert to a class of your own, such as a record that has one.");
        }
        return new OwnType(named(file, key, names.get(0), "a class"), named(file, key, names.get(1), "a converter"));
    }

    /** That of a column; null where the overrides say none. */
    @Nullable
    OwnType of(Attribute attribute) {
        String column = attribute.model().name() + "." + attribute.name();
        for (String name : List.of(column, ALL + attribute.name())) {
            String converted = file.value(TYPE + name);
            if (converted != null) {
                return converted(TYPE + name, converted);
            }
            String constants = file.value(ENUM + name);
            if (constants != null) {
                refuseUnfit(ENUM + name, attribute);
                return new OwnType(named(file, ENUM + name, constants, "an enum"), null);
            }
        }
        return null;
    }

    /** That of an enum of the database's, by one of its names. */
    @Nullable
    OwnType ofEnum(String... names) {
        for (String name : names) {
            String constants = file.value(ENUM + name);
            if (constants != null) {
                return new OwnType(named(file, ENUM + name, constants, "an enum"), null);
            }
        }
        return null;
    }

    private void refuseUnfit(String key, Attribute attribute) {
        DataType<?> type = attribute.type();
        for (DataType<?> member = type; member != null; member = member.getArrayComponentDataType()) {
            type = member;
        }
        boolean fits = Set.of(Short.class, Integer.class, Long.class, String.class, Object.class)
                .contains(type.getFromType());
        if (!fits) {
            throw file.wrong(key, "A column of type " + attribute.typeName()
                    + " cannot have the constants of an enum: it is of texts, labels or whole numbers where they can be stored."
                    + " A converter can make them of anything: type." + key.substring(ENUM.length())
                    + " = com.acme.State com.acme.StateConverter.");
        }
    }
}
