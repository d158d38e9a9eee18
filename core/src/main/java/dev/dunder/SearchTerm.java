package dev.dunder;

import dev.dunder.lookups.SearchQuery;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.resolve.Resolvable;
import dev.dunder.resolve.Resolver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What full text search looks for, made by {@link Search#searchQuery} and its siblings.
 *
 * {@snippet :
 * searchQuery("cat").or(phraseQuery("fat dog")).and(searchQuery("mouse").not());
 * // (plainto_tsquery('cat') || phraseto_tsquery('fat dog')) && !! plainto_tsquery('mouse')
 * }
 *
 * <p>Immutable and safe to share between threads.
 */
public final class SearchTerm extends Expr {
    private final Node node;

    private sealed interface Node extends Resolvable {
        Node configured(Object config);
    }

    private record Words(Function kind, @Nullable Object text, @Nullable Object config) implements Node {
        @Override
        public Expression resolve(Resolver resolver) {
            Expression words = resolver.operand(text);
            return resolver.call(kind, config == null
                    ? List.of(words)
                    : List.of(resolver.call(Function.SEARCH_CONFIG, List.of(resolver.argument(config))), words));
        }

        @Override
        public Node configured(Object given) {
            return config == null ? new Words(kind, text, given) : this;
        }
    }

    private record Both(Function operator, Node left, Node right) implements Node {
        @Override
        public Expression resolve(Resolver resolver) {
            return resolver.call(operator, List.of(resolver.within(left), resolver.within(right)));
        }

        @Override
        public Node configured(Object config) {
            return new Both(operator, left.configured(config), right.configured(config));
        }
    }

    private record Not(Node negated) implements Node {
        @Override
        public Expression resolve(Resolver resolver) {
            return resolver.call(Function.QUERY_NOT, List.of(resolver.within(negated)));
        }

        @Override
        public Node configured(Object config) {
            return new Not(negated.configured(config));
        }
    }

    private SearchTerm(Node node) {
        super(node, null);
        this.node = node;
    }

    static SearchTerm of(Function kind, Object text) {
        Object given = Given.value(text);
        return new SearchTerm(
                new Words(kind, given instanceof String words ? SearchQuery.checked(words) : given, null));
    }

    /** What the lookups of full text search take; text is all of its words. */
    static SearchTerm of(Object query) {
        if (!(query instanceof SearchQuery said)) {
            return of(Function.QUERY_PLAIN, query);
        }
        SearchTerm term = of(switch (said.kind()) {
            case PLAIN -> Function.QUERY_PLAIN;
            case PHRASE -> Function.QUERY_PHRASE;
            case RAW -> Function.QUERY_RAW;
            case WEBSEARCH -> Function.QUERY_WEBSEARCH;
        }, said.text());
        String config = said.config();
        return config == null ? term : term.config(config);
    }

    /**
     * By the rules of a language: {@code plainto_tsquery('english', …)}. Of several terms, for those that have none.
     *
     * @param config the name of a text search configuration, or an expression for one
     * @return the term
     */
    public SearchTerm config(Object config) {
        Object given = Given.value(Arguments.text(config));
        return configured(given == null ? "" : given);
    }

    SearchTerm configured(Object config) {
        return new SearchTerm(node.configured(config));
    }

    /**
     * What both look for: {@code a && b}.
     *
     * @param other another term
     * @return a term
     */
    public SearchTerm and(SearchTerm other) {
        return new SearchTerm(new Both(Function.QUERY_AND, node, other.node));
    }

    /**
     * What one of both looks for: {@code a || b}.
     *
     * @param other another term
     * @return a term
     */
    public SearchTerm or(SearchTerm other) {
        return new SearchTerm(new Both(Function.QUERY_OR, node, other.node));
    }

    /**
     * What it does not look for: {@code !! a}.
     *
     * @return a term
     */
    public SearchTerm not() {
        return new SearchTerm(node instanceof Not(Node negated) ? negated : new Not(node));
    }
}
