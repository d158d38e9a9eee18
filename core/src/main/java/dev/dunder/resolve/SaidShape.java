package dev.dunder.resolve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was said taken apart: what is the same each time, which is equal for two that mean the same but for their values, and
 * the values, which are others. {@link SaidPlaces} gives each value its place.
 *
 * @param key all but the values; null where the values decide what it means, or where it is of a kind that is not told apart
 * @param given the values, in the order in which they were said
 * @param guests the queries in it, whose values are among these
 */
public record SaidShape(@Nullable Object key, List<@Nullable Object> given, List<BoundQuery> guests) {
    private static final SaidShape UNKNOWN = new SaidShape(null, List.of(), List.of());

    /** Takes a filter apart. */
    public static SaidShape of(Term term) {
        if (term instanceof Term.Lookup(String path, Object value) && !Comparisons.isComputed(value)) {
            // Nearly all are one lookup.
            Object key = SaidKeys.looked(path, value);
            return key == null ? UNKNOWN : new SaidShape(key, Collections.singletonList(value), List.of());
        }
        return of(keys -> keys.term(term));
    }

    private record Names(List<Ordered> criteria) {}

    /** Takes an order apart. */
    public static SaidShape order(List<Ordered> criteria) {
        if (areNames(criteria)) {
            // As most are.
            return new SaidShape(new Names(criteria), List.of(), List.of());
        }
        return of(keys -> keys.order(criteria));
    }

    private static boolean areNames(List<Ordered> criteria) {
        for (Ordered one : criteria) {
            if (!(one instanceof Ordered.Path)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Takes apart what is computed.
     *
     * @param names what tells the whole apart besides
     */
    public static SaidShape of(Collection<Unresolved> said, Object... names) {
        return of(keys -> {
            List<@Nullable Object> parts = new ArrayList<>(Arrays.asList(names));
            for (Unresolved one : said) {
                Object part = keys.expression(one);
                if (part == null) {
                    return null;
                }
                parts.add(part);
            }
            return parts;
        });
    }

    private static SaidShape of(Function<SaidKeys, @Nullable Object> takingApart) {
        SaidKeys keys = new SaidKeys();
        Object key = takingApart.apply(keys);
        return key == null ? UNKNOWN : new SaidShape(key, keys.given(), keys.guests());
    }
}
