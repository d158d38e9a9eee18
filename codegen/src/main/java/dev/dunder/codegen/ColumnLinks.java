package dev.dunder.codegen;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Relations that are called like their column. In Java the two are told apart: {@code ArtistId} and {@code hostid} refer to an
 * {@code artist} and a {@code host}, and where there is no such name it is the column that has another one.
 */
final class ColumnLinks {
    private static final Set<String> KEYS = Set.of("id", "fk");
    private static final String GLUED = "id";
    /** Shorter words are none without it: {@code paid}, {@code grid}. */
    private static final int SHORTEST = 5;

    private final Map<Attribute, Relation> byColumn = new LinkedHashMap<>();
    private final Map<Relation, String> names = new HashMap<>();

    ColumnLinks(Model model, List<Relation> relations) {
        Set<String> taken = new HashSet<>();
        model.attributes().forEach(attribute -> taken.add(Identifiers.methodName(attribute.name())));
        for (Relation relation : relations) {
            Hop hop = relation.hops().get(0);
            if (hop.forward() && hop.near().size() == 1 && hop.near().get(0).name().equals(relation.name())) {
                byColumn.put(hop.near().get(0), relation);
            } else {
                taken.add(Identifiers.methodName(relation.name()));
            }
        }
        Map<Relation, List<String>> wanted = new LinkedHashMap<>();
        byColumn.values().forEach(relation -> wanted.put(relation, wanted(relation)));
        wanted.forEach((relation, all) -> all.stream().filter(one -> isFree(one, relation, wanted, taken)).findFirst()
                .ifPresent(free -> names.put(relation, free)));
    }

    private static boolean isFree(
            String name, Relation relation, Map<Relation, List<String>> wanted, Set<String> taken) {
        return !taken.contains(Identifiers.methodName(name)) && wanted.entrySet().stream()
                .noneMatch(other -> other.getKey() != relation && other.getValue().contains(name));
    }

    /** The relation that is called like a column; null where there is none. */
    @Nullable
    Relation of(Attribute column) {
        return byColumn.get(column);
    }

    /** Whether a relation has the name of a column to itself. */
    boolean isTaken(Attribute column) {
        Relation relation = byColumn.get(column);
        return relation != null && name(relation) == null;
    }

    /** The name of a relation without what says that its column is a key; null where it is not called like its column. */
    @Nullable
    String name(Relation relation) {
        return names.get(relation);
    }

    /** Names for what a column refers to, the best one first. */
    private static List<String> wanted(Relation relation) {
        List<String> words = Identifiers.words(relation.name());
        String last = words.get(words.size() - 1);
        List<String> keyWords = Identifiers.words(relation.hops().get(0).far().get(0).name());
        String key = keyWords.get(keyWords.size() - 1);
        List<String> before = words.subList(0, words.size() - 1);
        List<String> wanted = new ArrayList<>();
        if (!before.isEmpty() && (KEYS.contains(last) || last.equals(key))) {
            wanted.add(String.join("_", before));
        }
        String table = relation.target().tableName();
        if (isGlued(last, table) && isGlued(key, table)) {
            List<String> without = new ArrayList<>(before);
            without.add(last.substring(0, last.length() - GLUED.length()));
            wanted.add(String.join("_", without));
        }
        return wanted;
    }

    /** {@code hostid}, but not the {@code asteroid} of {@code asteroids}. */
    private static boolean isGlued(String word, String table) {
        return word.length() >= SHORTEST && word.endsWith(GLUED)
                && !String.join("", Identifiers.words(table)).startsWith(word);
    }
}
