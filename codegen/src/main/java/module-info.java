/** Writes models of a database's tables in Java. */
module dev.dunder.codegen {
    requires transitive dev.dunder;
    requires transitive info.picocli;
    requires transitive org.jooq.codegen;
    requires transitive org.jooq.meta;
    requires java.compiler;
    requires java.xml;
    requires org.yaml.snakeyaml;
    requires static transitive org.jspecify;

    exports dev.dunder.codegen;

    opens dev.dunder.codegen to info.picocli, org.jooq.codegen;
}
