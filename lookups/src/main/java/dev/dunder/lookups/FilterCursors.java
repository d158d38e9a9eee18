package dev.dunder.lookups;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs cursors: a code of the cursor, of the order and of the conditions that it is for, in front of the cursor. Whoever has
 * no key can make no cursor, and none is good for requests of another order or of other conditions. What the query set filters
 * by itself is no part of it.
 */
final class FilterCursors {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_KEY = 16;
    private static final int CODE_BYTES = 16;
    private static final int LONGEST = 8_000;
    private static final char BETWEEN = '.';

    private final List<SecretKeySpec> keys;

    /** @param keys the first one signs, all are good for what was signed before */
    FilterCursors(List<byte[]> keys) {
        for (byte[] key : keys) {
            if (LookupException.given(key, "a key").length < LEAST_KEY) {
                throw new LookupException("A key that signs cursors has " + LEAST_KEY + " bytes at least, better 32.");
            }
        }
        this.keys = keys.stream().map(key -> new SecretKeySpec(key, ALGORITHM)).toList();
    }

    static FilterRefusal refusal() {
        return new FilterRefusal(FilterException.Code.INVALID_CURSOR, "This is no cursor of these rows: it was made for"
                + " another order or other conditions, or has been changed. Begin again without one.");
    }

    String sign(Filtered.Parts asked, String cursor) {
        String signed = encoded(code(keys.get(0), asked, cursor)) + BETWEEN + cursor;
        if (signed.length() > LONGEST) {
            throw new LookupException("A cursor of these rows would be " + signed.length() + " characters long, and one"
                    + " has at most " + LONGEST + ": do not order by such long values, or page by number.");
        }
        return signed;
    }

    /** The cursor that was signed. */
    String verified(Filtered.Parts asked, String text) {
        int end = text.indexOf(BETWEEN);
        if (end < 0 || text.length() > LONGEST) {
            throw refusal();
        }
        String cursor = text.substring(end + 1);
        byte[] code = text.substring(0, end).getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (SecretKeySpec key : keys) {
            byte[] right = encoded(code(key, asked, cursor)).getBytes(StandardCharsets.UTF_8);
            known |= MessageDigest.isEqual(right, code);
        }
        if (!known) {
            throw refusal();
        }
        return cursor;
    }

    private static String encoded(byte[] code) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(code, CODE_BYTES));
    }

    private static byte[] code(SecretKeySpec key, Filtered.Parts asked, String cursor) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            StringBuilder text = new StringBuilder();
            part(text, "1");
            part(text, asked.label());
            asked.orderBy().forEach(criterion -> part(text, criterion));
            part(text, "");
            // A request may name its parameters in any order.
            asked.terms().stream().map(FilterCursors::said).sorted().forEach(term -> part(text, term));
            part(text, "");
            part(text, cursor);
            return mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java has " + ALGORITHM + ".", missing);
        }
    }

    /** Behind its length, so that no two lists of parts have one text. */
    private static void part(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    private static String said(Filtered.Term term) {
        StringBuilder text = new StringBuilder();
        switch (term) {
            case Filtered.Term.Lookup lookup -> {
                part(text, lookup.lookup());
                part(text, value(lookup.value()));
            }
            case Filtered.Term.And(List<Filtered.Term> terms) -> all(text, "and", terms);
            case Filtered.Term.Or(List<Filtered.Term> terms) -> all(text, "or", terms);
            case Filtered.Term.Not(Filtered.Term negated) -> all(text, "not", List.of(negated));
        }
        return text.toString();
    }

    private static void all(StringBuilder text, String operator, List<Filtered.Term> terms) {
        part(text, operator);
        terms.stream().map(FilterCursors::said).sorted().forEach(one -> part(text, one));
    }

    private static String value(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        switch (value) {
            case null -> part(text, "null");
            case Collection<?> members -> {
                part(text, "[");
                members.forEach(member -> part(text, value(member)));
            }
            case Object[] members -> {
                part(text, "[");
                Arrays.stream(members).forEach(member -> part(text, value(member)));
            }
            case Map<?, ?> entries -> {
                part(text, "{");
                Map<String, String> sorted = new TreeMap<>();
                entries.forEach((name, member) -> sorted.put(String.valueOf(name), value(member)));
                sorted.forEach((name, member) -> {
                    part(text, name);
                    part(text, member);
                });
            }
            default -> {
                part(text, value.getClass().getName());
                part(text, String.valueOf(value));
            }
        }
        return text.toString();
    }
}
