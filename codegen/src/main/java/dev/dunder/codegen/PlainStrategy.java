package dev.dunder.codegen;

import org.jooq.codegen.AbstractDelegatingGeneratorStrategy;
import org.jooq.codegen.GeneratorStrategy;
import org.jooq.meta.Definition;
import org.jooq.meta.EnumDefinition;

/**
 * The names that another strategy gives, without marks that Java ignores in identifiers and nobody sees. jOOQ replaces what
 * cannot stand in an identifier, but not these.
 */
final class PlainStrategy extends AbstractDelegatingGeneratorStrategy {
    PlainStrategy(GeneratorStrategy names) {
        super(names);
    }

    @Override
    public String getJavaIdentifier(Definition definition) {
        return plain(delegate.getJavaIdentifier(definition));
    }

    @Override
    public String getJavaEnumLiteral(EnumDefinition definition, String literal) {
        return plain(delegate.getJavaEnumLiteral(definition, literal));
    }

    @Override
    public String getJavaClassName(Definition definition, Mode mode) {
        return plain(delegate.getJavaClassName(definition, mode));
    }

    @Override
    public String getJavaPackageName(Definition definition, Mode mode) {
        return plain(delegate.getJavaPackageName(definition, mode));
    }

    @Override
    public String getJavaMemberName(Definition definition, Mode mode) {
        return plain(delegate.getJavaMemberName(definition, mode));
    }

    @Override
    public String getJavaMethodName(Definition definition, Mode mode) {
        return plain(delegate.getJavaMethodName(definition, mode));
    }

    @Override
    public String getJavaGetterName(Definition definition, Mode mode) {
        return plain(delegate.getJavaGetterName(definition, mode));
    }

    @Override
    public String getJavaSetterName(Definition definition, Mode mode) {
        return plain(delegate.getJavaSetterName(definition, mode));
    }

    private static String plain(String name) {
        StringBuilder out = new StringBuilder();
        name.codePoints().forEach(c -> {
            if (Character.isIdentifierIgnorable(c)) {
                out.append(String.format("_%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
