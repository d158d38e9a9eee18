package dev.dunder.codegen;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether there is something in the schemas that were asked for. */
final class Wanted {
    private Wanted() {}

    static void check(List<String> wanted, boolean searchPath, Facts facts) {
        Set<String> full = new TreeSet<>();
        facts.tables().forEach(table -> full.add(table.schema()));
        String others = full.isEmpty()
                ? " Nor is there one in any other schema: is this the right database?"
                : " Schemas with tables: " + String.join(", ", full) + ".";
        if (searchPath && wanted.stream().noneMatch(full::contains)) {
            throw new DunderException("There is no table in the schemas on the search path, "
                    + (wanted.isEmpty() ? "which is empty" : String.join(", ", wanted)) + "." + others);
        }
        if (searchPath) {
            return;
        }
        for (String schema : wanted) {
            if (!facts.schemas().contains(schema)) {
                throw new DunderException("There is no schema " + LookupException.quote(schema) + "." + others);
            }
            if (!full.contains(schema)) {
                throw new DunderException("The schema " + LookupException.quote(schema) + " has no tables." + others);
            }
        }
    }
}
