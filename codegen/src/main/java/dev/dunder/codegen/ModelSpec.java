package dev.dunder.codegen;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model class is to have, in Java's terms.
 *
 * @param name what the model is asked for by
 * @param type the class
 * @param comment what the database says of the table
 * @param columns its columns
 * @param links its relations
 * @param definition what the model is made of
 * @param interfaces what the class implements
 */
record ModelSpec(
        String name,
        TypeRef type,
        @Nullable String comment,
        List<Column> columns,
        List<Link> links,
        Definition definition,
        List<TypeRef> interfaces) {

    /**
     * A column.
     *
     * @param name in lookups
     * @param place among the attributes of the model
     * @param type the class of its values
     * @param path the class of its path
     * @param nullable whether a stored row may have none
     * @param computed whether it cannot be written
     * @param constant what its path is called
     * @param method what reads and sets it
     * @param comment what the database says of it
     */
    record Column(
            String name, int place, TypeRef type, PathType path, boolean nullable, boolean computed, String constant,
            String method, @Nullable String comment) {}

    /**
     * A relation.
     *
     * @param name in lookups
     * @param accessor what it is loaded by
     * @param target the related class
     * @param kind how many rows it leads to
     * @param constant what its path is called
     * @param path what the path is called at the end of another
     * @param method what reads the related rows of an instance
     */
    record Link(
            String name, String accessor, TypeRef target, Kind kind, String constant, String path, String method) {}

    /** How many rows a relation leads to from a stored row. */
    enum Kind {
        ONE, ONE_OR_NONE, MANY
    }

    /**
     * What a model is made of.
     *
     * @param table the parts of the table's name
     * @param columns its columns
     * @param primaryKey the names of its attributes
     * @param ofTable whether the table itself has that key
     * @param defaulted the attributes that have a value where none is given
     * @param numbered the attributes to which the server alone gives values
     * @param uniqueKeys the attributes in which no two rows are equal
     * @param constraints the columns of each of the table's constraints, by its name
     * @param version the attribute that tells whether a row has been changed; null for none
     * @param keys its foreign keys
     * @param pairs its many-to-many relations that are told of here
     */
    record Definition(
            List<String> table, List<Attribute> columns, List<String> primaryKey, boolean ofTable,
            List<String> defaulted, List<String> numbered, List<List<String>> uniqueKeys,
            Map<String, List<String>> constraints,
            @Nullable String version, List<Key> keys, List<Pairs> pairs) {}

    /** An attribute, its column, and its type. */
    record Attribute(String name, String column, ColumnType type) {}

    /** What a relation is called from the other side; null where there is none. */
    record Back(String name, String accessor) {}

    /**
     * A foreign key.
     *
     * @param to what it refers to; empty where that is the primary key
     * @param checked whether the database has seen to it that each row refers to one
     * @param onDelete what becomes of its rows when those are deleted that they refer to, where that is not refused
     */
    record Key(
            String name, List<String> attributes, String target, boolean unique, List<String> to, boolean checked,
            @Nullable String onDelete, @Nullable Back back) {}

    /** A many-to-many. */
    record Pairs(String name, String target, String through, String near, String far, @Nullable Back back) {}
}
