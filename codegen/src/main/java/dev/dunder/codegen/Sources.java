package dev.dunder.codegen;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of a plan: their text by their names, which are the same whenever the plan is. */
final class Sources {
    private Sources() {}

    static Map<String, String> of(Plan plan, ProgressLine progress) {
        Set<String> classes = classes(plan);
        Map<String, String> files = new TreeMap<>();
        files.put(file(plan.schema()), SchemaWriter.models(plan, classes));
        for (ModelSpec model : plan.models()) {
            progress.say("Writing model", files.size(), plan.models().size());
            files.put(file(model.type()), ModelWriter.write(model, plan.schema(), classes));
        }
        plan.enums().forEach(one -> files.put(file(one.type()), SchemaWriter.enumeration(one, plan, classes)));
        return files;
    }

    static Set<String> classes(Plan plan) {
        Set<String> classes = new TreeSet<>();
        classes.add(plan.schema().name());
        plan.models().forEach(model -> classes.add(model.type().name()));
        plan.enums().forEach(one -> classes.add(one.type().name()));
        return classes;
    }

    private static String file(TypeRef type) {
        return type.name() + ".java";
    }
}
