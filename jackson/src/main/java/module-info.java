/** Rows and instances as JSON, with Jackson 3 or Jackson 2. */
module dev.dunder.jackson {
    requires transitive dev.dunder;
    requires static com.fasterxml.jackson.databind;
    requires static transitive org.jspecify;
    requires static tools.jackson.databind;

    exports dev.dunder.jackson;
    exports dev.dunder.jackson2;

    provides com.fasterxml.jackson.databind.Module with dev.dunder.jackson2.DunderModule;
    provides tools.jackson.databind.JacksonModule with dev.dunder.jackson.DunderModule;
}
