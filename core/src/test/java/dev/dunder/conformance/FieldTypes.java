package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import org.jooq.DataType;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/** The types of Django's fields. */
final class FieldTypes {
    private FieldTypes() {}

    /** Of {@code {"$field": "DecimalField", "kwargs": {"max_digits": 6, "decimal_places": 2}}}. */
    static DataType<?> of(JsonNode field) {
        JsonNode kwargs = field.path("kwargs");
        String name = field.path("$field").asText();
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "AutoField", "IntegerField", "PositiveIntegerField" -> SQLDataType.INTEGER;
            case "BigAutoField", "BigIntegerField", "PositiveBigIntegerField" -> SQLDataType.BIGINT;
            case "SmallAutoField", "SmallIntegerField", "PositiveSmallIntegerField" -> SQLDataType.SMALLINT;
            case "CharField", "SlugField", "URLField", "EmailField", "FileField", "FilePathField" ->
                kwargs.path("max_length").isInt()
                        ? SQLDataType.VARCHAR(kwargs.get("max_length").asInt())
                        : SQLDataType.VARCHAR;
            case "TextField" -> SQLDataType.CLOB;
            case "FloatField" -> SQLDataType.DOUBLE;
            case "DecimalField" -> kwargs.path("max_digits").isInt()
                    ? SQLDataType.NUMERIC(kwargs.get("max_digits").asInt(), kwargs.path("decimal_places").asInt())
                    : SQLDataType.NUMERIC;
            case "BooleanField" -> SQLDataType.BOOLEAN;
            case "DateField" -> SQLDataType.LOCALDATE;
            case "DateTimeField" -> SQLDataType.TIMESTAMPWITHTIMEZONE;
            case "TimeField" -> SQLDataType.LOCALTIME;
            case "DurationField" -> SQLDataType.INTERVAL;
            case "UUIDField" -> SQLDataType.UUID;
            case "JSONField" -> SQLDataType.JSONB;
            case "BinaryField" -> SQLDataType.BLOB;
            case "ArrayField" -> of(kwargs.path("base_field")).getArrayDataType();
            case "GenericIPAddressField" -> named("inet");
            case "HStoreField" -> named("hstore");
            case "IntegerRangeField" -> named("int4range");
            case "BigIntegerRangeField" -> named("int8range");
            case "DecimalRangeField" -> named("numrange");
            case "DateRangeField" -> named("daterange");
            case "DateTimeRangeField" -> named("tstzrange");
            case "SearchVectorField" -> named("tsvector");
            default -> throw new Inexpressible("the type " + name);
        };
    }

    private static DataType<?> named(String name) {
        return new DefaultDataType<>(SQLDialect.POSTGRES, Object.class, name);
    }
}
