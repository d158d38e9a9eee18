package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dunder.Expr;
import dev.dunder.Search;
import dev.dunder.SearchHeadline;
import dev.dunder.SearchRank;
import dev.dunder.SearchTerm;
import dev.dunder.SearchVector;
import dev.dunder.conformance.Expressions.Named;
import org.jspecify.annotations.Nullable;

/** Django's full text search, and ours. */
final class Searches {
    private Searches() {}

    static @Nullable Expr of(Named call) {
        return switch (call.name()) {
            case "SearchVector" -> vector(call);
            case "CombinedSearchVector" -> vector(call.given(0, "lhs"), call).plus(call.arg(2));
            case "SearchQuery" -> query(call);
            case "CombinedSearchQuery" -> combined(call);
            case "SearchRank" -> rank(call);
            case "SearchHeadline" -> headline(call);
            case "TrigramSimilarity" -> Search.trigramSimilarity(call.arg(0), text(call.given(1, "string"), call));
            case "TrigramDistance" -> Search.trigramDistance(call.arg(0), text(call.given(1, "string"), call));
            case "TrigramWordSimilarity" ->
                Search.trigramWordSimilarity(text(call.given(0, "string"), call), call.arg(1));
            case "TrigramWordDistance" -> Search.trigramWordDistance(text(call.given(0, "string"), call), call.arg(1));
            case "TrigramStrictWordSimilarity" ->
                Search.trigramStrictWordSimilarity(text(call.given(0, "string"), call), call.arg(1));
            case "TrigramStrictWordDistance" ->
                Search.trigramStrictWordDistance(text(call.given(0, "string"), call), call.arg(1));
            default -> null;
        };
    }

    /** Here a string is a text, not a path. */
    private static Object text(JsonNode json, Named call) {
        return json.isTextual() ? json.asText() : call.expressions().expression(json);
    }

    private static Object config(JsonNode json, Named call) {
        JsonNode config = json.path("$expr").path("name").asText().equals("SearchConfig")
                ? json.get("$expr").path("args").path(0)
                : json;
        return text(config, call);
    }

    private static SearchVector vector(Named call) {
        SearchVector vector = Search.searchVector(call.all().toArray());
        if (call.has("config")) {
            vector = vector.config(config(call.kwargs().get("config"), call));
        }
        return call.has("weight") ? vector.weight(call.kwargs().get("weight").asText().charAt(0)) : vector;
    }

    private static SearchVector vector(JsonNode json, Named call) {
        Named named = Named.of(call.expressions(), json);
        return named.name().equals("CombinedSearchVector")
                ? vector(named.given(0, "lhs"), named).plus(named.arg(2))
                : vector(named);
    }

    private static SearchTerm query(Named call) {
        Object words = text(call.given(0, "value"), call);
        SearchTerm query = switch (call.given(Integer.MAX_VALUE, "search_type").asText("plain")) {
            case "plain" -> Search.searchQuery(words);
            case "phrase" -> Search.phraseQuery(words);
            case "raw" -> Search.rawQuery(words);
            case "websearch" -> Search.websearchQuery(words);
            default -> throw new Inexpressible("the search type " + call.kwargs().get("search_type"));
        };
        if (call.has("config")) {
            query = query.config(config(call.kwargs().get("config"), call));
        }
        return call.flag("invert") ? query.not() : query;
    }

    private static SearchTerm query(JsonNode json, Named call) {
        Named named = Named.of(call.expressions(), json);
        return named.name().equals("CombinedSearchQuery") ? combined(named) : query(named);
    }

    private static SearchTerm combined(Named call) {
        SearchTerm left = query(call.given(0, "lhs"), call);
        SearchTerm right = query(call.given(2, "rhs"), call);
        return switch (call.given(1, "connector").asText()) {
            case "&&" -> left.and(right);
            case "||" -> left.or(right);
            default -> throw new Inexpressible("searches combined by " + call.given(1, "connector"));
        };
    }

    private static Expr rank(Named call) {
        SearchRank rank = Search.searchRank(text(call.given(0, "vector"), call), text(call.given(1, "query"), call));
        if (call.has("weights")) {
            JsonNode weights = call.expressions().several(call.kwargs().get("weights")).isEmpty()
                    ? call.kwargs().get("weights")
                    : call.kwargs().get("weights").elements().next();
            rank = rank.weights(weights.path(0).asDouble(), weights.path(1).asDouble(), weights.path(2).asDouble(),
                    weights.path(3).asDouble());
        }
        if (call.has("normalization")) {
            rank = rank.normalization(text(call.kwargs().get("normalization"), call));
        }
        return call.flag("cover_density") ? rank.coverDensity() : rank;
    }

    private static Expr headline(Named call) {
        SearchHeadline headline = Search.searchHeadline(call.arg(0), text(call.given(1, "query"), call));
        for (String name : call.kwargs().keySet()) {
            JsonNode value = call.kwargs().get(name);
            headline = switch (name) {
                case "config" -> headline.config(config(value, call));
                case "start_sel" -> headline.startSel(value.asText());
                case "stop_sel" -> headline.stopSel(value.asText());
                case "max_words" -> headline.maxWords(value.asInt());
                case "min_words" -> headline.minWords(value.asInt());
                case "short_word" -> headline.shortWord(value.asInt());
                case "highlight_all" -> headline.highlightAll(value.asBoolean());
                case "max_fragments" -> headline.maxFragments(value.asInt());
                case "fragment_delimiter" -> headline.fragmentDelimiter(value.asText());
                default -> throw new Inexpressible("the headline's " + name);
            };
        }
        return headline;
    }
}
