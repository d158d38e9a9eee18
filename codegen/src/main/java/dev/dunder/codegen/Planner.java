package dev.dunder.codegen;

import dev.dunder.lookups.DunderException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.model.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides what is written for the models of a database: which classes there are, and what everything in them is called. */
final class Planner {
    private static final ColumnType TEXT = new ColumnType.Named("text", true, false);

    /** Of partitions there may be one for each day. */
    private static final int MOST_NAMES = 3;

    private final String packageName;
    private final Facts facts;
    private final Overrides overrides;
    private final OwnTypes own;
    private final Schema schema;
    private final Inflector inflector;
    private final List<String> notes = new ArrayList<>();
    private final Identifiers typeNames = new Identifiers();
    private final Map<Model, TypeRef> types = new LinkedHashMap<>();
    private final Map<Facts.EnumName, Plan.EnumSpec> enums = new TreeMap<>(
            Comparator.comparing(Facts.EnumName::schema).thenComparing(Facts.EnumName::name));

    private Planner(String packageName, Facts facts, Overrides overrides, Schema reflected) {
        this.packageName = packageName;
        this.facts = facts;
        this.overrides = overrides;
        this.own = overrides.types();
        this.schema = overrides.apply(reflected);
        own.checkEnums(reflected, facts.enumNames());
        this.inflector = new Inflector(overrides.plurals());
    }

    /**
     * Plans.
     *
     * @param packageName the package of the classes
     * @param schemas the schemas to read; none for those on the search path
     * @param reflected the models of the database
     * @throws DunderException if there is nothing to write, or the overrides speak of what is not there
     */
    static Plan plan(
            String packageName, List<String> schemas, Overrides overrides, Facts facts, Schema reflected) {
        List<String> wanted = schemas.isEmpty() ? facts.searchPath() : schemas;
        Wanted.check(wanted, schemas.isEmpty(), facts);
        return new Planner(packageName, facts, overrides, reflected).plan(wanted);
    }

    private Plan plan(List<String> wanted) {
        // What each class has of its own, or writes by its plain name.
        TypeRef models = TypeRef.of(packageName, typeNames.type("Models"));
        String unused = typeNames.type("Paths");
        List<Model> chosen = chosen(wanted);
        name(chosen);
        chosen.forEach(this::enums);
        List<ModelSpec> specs = chosen.stream().map(this::spec).toList();
        return new Plan(packageName, models, specs, List.copyOf(enums.values()), List.copyOf(notes));
    }

    private List<Model> chosen(List<String> wanted) {
        List<Model> chosen = new ArrayList<>();
        for (Model model : schema.models()) {
            Facts.TableName table = table(model);
            if (!wanted.contains(table.schema()) && !overrides.adds(names(model))) {
                continue;
            }
            if (overrides.excludes(names(model))) {
                notes.add("skipped: " + model.name() + ", which the overrides exclude");
            } else {
                chosen.add(model);
            }
        }
        partitions(wanted);
        overrides.unusedExcludes(schema.models().stream().map(this::names).toList())
                .forEach(one -> notes.add("unused: exclude " + one + ", as no table is called so"));
        if (chosen.isEmpty()) {
            throw new DunderException("There is no table left to write: the overrides exclude all of them.");
        }
        return chosen;
    }

    /** Those that are left out, by what they are partitions of. */
    private void partitions(List<String> wanted) {
        Set<Facts.TableName> models = schema.models().stream().map(this::table).collect(Collectors.toSet());
        Map<Facts.TableName, List<String>> left = new LinkedHashMap<>();
        facts.partitions().forEach((table, of) -> {
            if (wanted.contains(of.schema()) && !models.contains(table)) {
                left.computeIfAbsent(of, none -> new ArrayList<>()).add(facts.names(table)[0]);
            }
        });
        left.forEach((of, names) -> notes.add("skipped: " + String.join(", ", names.stream().limit(MOST_NAMES).toList())
                + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "")
                + (names.size() == 1 ? ", a partition of " : ", partitions of ") + facts.names(of)[0]
                + "; what the overrides name by also has a model"));
    }

    private String[] names(Model model) {
        Facts.TableName table = table(model);
        return new String[]{model.name(), table.schema() + "." + table.name()};
    }

    private Facts.TableName table(Model model) {
        return facts.table(parts(model));
    }

    private static List<String> parts(Model model) {
        return Arrays.asList(model.table().getName());
    }

    /** Those that are named go first, then those on the search path, then those that must be told from others by their schema. */
    private void name(List<Model> chosen) {
        Map<Model, String> names = new HashMap<>();
        for (Model model : chosen) {
            String given = overrides.type(model.name());
            if (given != null) {
                names.put(model, typeNames.type(given));
            }
        }
        Map<String, Long> simple = chosen.stream()
                .collect(Collectors.groupingBy(Planner::simpleName, Collectors.counting()));
        for (boolean qualified : List.of(false, true)) {
            for (Model model : chosen) {
                if (!names.containsKey(model) && qualified == parts(model).size() > 1) {
                    boolean alone = simple.getOrDefault(simpleName(model), 1L) == 1;
                    String name = !qualified || alone ? model.tableName() : String.join("_", parts(model));
                    String wanted = Identifiers.typeName(name);
                    String got = typeNames.type(wanted);
                    if (!got.equals(wanted)) {
                        notes.add("renamed: the class of " + model.name() + " is " + got + ", as there is another "
                                + wanted);
                    }
                    names.put(model, got);
                }
            }
        }
        chosen.forEach(model -> types.put(model, TypeRef.of(packageName, names.getOrDefault(model, ""))));
    }

    private static String simpleName(Model model) {
        return Identifiers.typeName(model.tableName());
    }

    /** The enums of a model's columns, each once. */
    private void enums(Model model) {
        for (Attribute attribute : model.attributes()) {
            Facts.EnumColumn column = facts.enumOf(table(model), attribute.column());
            boolean ours = column != null && !column.domain() && own.of(attribute) == null
                    && ownEnum(column.name()) == null;
            if (column != null && ours) {
                enums.computeIfAbsent(column.name(), name -> spec(facts.fact(name)));
            }
        }
    }

    private Plan.EnumSpec spec(Facts.EnumFact fact) {
        String wanted = Identifiers.typeName(fact.name().name());
        String got = typeNames.type(wanted);
        if (!got.equals(wanted)) {
            notes.add("renamed: the class of the enum " + fact.name().name() + " is " + got + ", as there is another "
                    + wanted);
        }
        Identifiers names = new Identifiers();
        List<Plan.Constant> constants = fact.labels().stream()
                .map(label -> new Plan.Constant(names.constant(label), label)).toList();
        boolean visible = facts.searchPath().contains(fact.name().schema());
        return new Plan.EnumSpec(TypeRef.of(packageName, got), visible ? null : fact.name().schema(),
                fact.name().name(),
                constants, fact.comment());
    }

    private OwnTypes.@Nullable OwnType ownEnum(Facts.EnumName name) {
        return own.ofEnum(name.name(), name.schema() + "." + name.name());
    }

    private ColumnType columnType(Model model, Attribute attribute) {
        Facts.EnumColumn column = facts.enumOf(table(model), attribute.column());
        OwnTypes.OwnType said = own.of(attribute);
        OwnTypes.OwnType type = said == null && column != null ? ownEnum(column.name()) : said;
        if (type == null) {
            return storedType(column, attribute);
        }
        // A domain's labels are part of its type.
        List<String> labels = column == null || type.converter() != null
                ? List.of()
                : facts.fact(column.name()).labels();
        return column != null && column.domain()
                ? new ColumnType.Own(ColumnType.of(attribute.type(), labels), type, List.of())
                : new ColumnType.Own(ColumnType.of(attribute.type(), List.of()), type, labels);
    }

    private ColumnType storedType(Facts.@Nullable EnumColumn column, Attribute attribute) {
        if (column == null) {
            return ColumnType.of(attribute.type(), List.of());
        }
        Plan.EnumSpec known = enums.get(column.name());
        if (column.domain() || known == null) {
            return ColumnType.of(attribute.type(), facts.fact(column.name()).labels());
        }
        return new ColumnType.Enumerated(known.type().array(column.dimensions()),
                known.name() + "[]".repeat(column.dimensions()), attribute.nullable(), attribute.computed());
    }

    private ModelSpec spec(Model model) {
        Map<Attribute, ColumnType> columnTypes = new LinkedHashMap<>();
        model.attributes().forEach(attribute -> columnTypes.put(attribute, columnType(model, attribute)));
        List<Relation> relations = relations(model);
        Naming naming = new Naming(model, attribute -> columnTypes.getOrDefault(attribute, TEXT).java(), relations,
                overrides, inflector,
                notes);
        List<ModelSpec.Column> columns = new ArrayList<>();
        columnTypes.forEach((attribute, type) -> columns.add(column(model, attribute, type, naming)));
        List<ModelSpec.Link> links = relations.stream().map(relation -> link(relation, naming)).toList();
        return new ModelSpec(model.name(), type(model), facts.comment(table(model), null), columns, links,
                Definitions.of(model, relations, columnTypes), overrides.interfaces(model.name()));
    }

    /** Those that lead to what is written too, in the order of their names. */
    private List<Relation> relations(Model model) {
        List<Relation> relations = new ArrayList<>();
        for (Relation relation : model.relations()) {
            if (relation.hops().stream().allMatch(hop -> types.containsKey(hop.target()))) {
                relations.add(relation);
            } else if (relation.hops().get(0).forward()) {
                notes.add("skipped: the relation " + model.name() + "." + relation.name() + ", as "
                        + relation.target().name() + " is not written");
            }
        }
        relations.sort(Comparator.comparing(Relation::toMany).thenComparing(Relation::name));
        return relations;
    }

    private TypeRef type(Model model) {
        TypeRef type = types.get(model);
        if (type == null) {
            throw new IllegalStateException("A model that is not written has no class.");
        }
        return type;
    }

    private ModelSpec.Column column(Model model, Attribute attribute, ColumnType type, Naming naming) {
        Naming.ColumnNames names = naming.of(attribute);
        return new ModelSpec.Column(attribute.name(), attribute.index(), type.java(), type.path(), type.nullable(),
                type.computed(),
                names.constant(), names.method(), facts.comment(table(model), attribute.column()));
    }

    private ModelSpec.Link link(Relation relation, Naming naming) {
        Naming.LinkNames names = naming.of(relation);
        return new ModelSpec.Link(relation.name(), relation.accessor(), type(relation.target()), kind(relation),
                names.constant(), names.path(), names.method());
    }

    static ModelSpec.Kind kind(Relation relation) {
        if (relation.toMany()) {
            return ModelSpec.Kind.MANY;
        }
        boolean none = relation.hops().stream().anyMatch(hop -> !hop.forward() || hop.optional());
        return none ? ModelSpec.Kind.ONE_OR_NONE : ModelSpec.Kind.ONE;
    }
}
