package dev.dunder.codegen;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One file of Java: its lines, and the imports that they need. */
final class JavaFile {
    private static final String INDENT = "    ";
    private static final String NULLABLE = "Nullable";

    private final String packageName;
    private final Set<String> own;
    private final Set<String> nested;
    private final Map<String, String> imports = new TreeMap<>();
    private final StringBuilder body = new StringBuilder();
    private int depth;

    /**
     * A file.
     *
     * @param packageName its package
     * @param own the classes of the package by their simple names, which hide others of these names
     * @param nested what else means something of its own here
     */
    JavaFile(String packageName, Set<String> own, Set<String> nested) {
        this.packageName = packageName;
        this.own = own;
        this.nested = nested;
    }

    /** A type as it is written here. */
    String type(TypeRef type) {
        return name(type) + type.brackets();
    }

    String type(Class<?> type) {
        return type(TypeRef.of(type));
    }

    /** A type whose values may be null; of an array it is the array that may. */
    String nullable(TypeRef type) {
        String annotation = "@" + type(TypeRef.of("org.jspecify.annotations", NULLABLE)) + " ";
        String name = name(type);
        if (type.dimensions() > 0) {
            return name + " " + annotation + type.brackets();
        }
        int dot = name.length() - type.name().length();
        return name.substring(0, dot) + annotation + name.substring(dot);
    }

    private String name(TypeRef type) {
        int dot = type.name().indexOf('.');
        String simple = dot < 0 ? type.name() : type.name().substring(0, dot);
        if (type.packageName().isEmpty()) {
            return type.name();
        }
        String qualified = type.packageName() + "." + simple;
        boolean here = type.packageName().equals(packageName);
        boolean free = !nested.contains(simple) && (here || !own.contains(simple))
                && qualified.equals(imports.computeIfAbsent(simple, none -> qualified));
        return free ? type.name() : type.packageName() + "." + type.name();
    }

    JavaFile line(String text) {
        body.append(INDENT.repeat(depth)).append(text).append('\n');
        return this;
    }

    JavaFile blank() {
        body.append('\n');
        return this;
    }

    /** A line, and those after it further in, until {@link #close}. */
    JavaFile open(String text) {
        line(text);
        depth++;
        return this;
    }

    JavaFile close() {
        depth--;
        return line("}");
    }

    /** A comment for what comes next: lines that can stand in one. */
    JavaFile doc(List<String> lines) {
        if (lines.size() == 1) {
            return line("/** " + lines.get(0) + " */");
        }
        line("/**");
        lines.forEach(one -> line(one.isEmpty() ? " *" : " * " + one));
        return line(" */");
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(Output.HEAD).append("package ").append(packageName).append(";\n\n");
        List<String> needed = imports.values().stream()
                .filter(one -> !one.substring(0, one.lastIndexOf('.')).equals(packageName))
                .filter(one -> !one.startsWith("java.lang.") || one.lastIndexOf('.') > "java.lang.".length())
                .sorted().toList();
        needed.forEach(one -> out.append("import ").append(one).append(";\n"));
        return out.append(needed.isEmpty() ? "" : "\n").append(body).toString();
    }
}
