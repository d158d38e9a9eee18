package dev.dunder.test;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement in lines, so that a difference is one of a line: each clause begins one, and what is in parentheses stays. */
final class SqlLines {
    private static final Pattern TOKEN = Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[()]"
            + "|\\s+(?=(?:from|where|group by|having|order by|offset|fetch|limit|union|intersect|except|returning|values|set"
            + "|on conflict|for update|for no key update|for share|for key share|window|left outer join|join|select)\\b)",
            Pattern.CASE_INSENSITIVE);

    private SqlLines() {}

    static String of(String sql) {
        Matcher tokens = TOKEN.matcher(sql.strip());
        StringBuilder lines = new StringBuilder();
        int depth = 0;
        while (tokens.find()) {
            String token = tokens.group();
            depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
            boolean clause = token.isBlank() && depth == 0;
            tokens.appendReplacement(lines, Matcher.quoteReplacement(clause ? "\n" : token));
        }
        return tokens.appendTail(lines).append('\n').toString();
    }
}
