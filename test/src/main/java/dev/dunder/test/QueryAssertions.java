package dev.dunder.test;

import dev.dunder.Database;
import dev.dunder.watch.TracedStatement;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many statements a piece of code sends.
 *
 * {@snippet :
 * assertQueries(db, () -> page.render()).hasAtMost(3).of("tag").hasExactly(1);
 * assertQueries(db, () -> page.render()).repeatsNone();
 * }
 */
public final class QueryAssertions {
    private QueryAssertions() {}

    /**
     * Runs a block and looks at what it sends.
     *
     * {@snippet :
     * assertQueries(db, () -> orders.forEach(order -> order.load("customer"))).hasAtMost(2);
     * // Expected at most 2 statements, but there were 31: customer 30, order 1.
     * // 30 times one statement from ShopTest.java:42: select … from "customer" where "customer"."id" = ?
     * }
     *
     * @param database whose statements: those that the block sends, and those of work that it begins, as far as they have
     *     been answered when it ends
     * @param block what is run, now
     * @return what to say of the statements
     */
    public static SentQueries assertQueries(Database database, Runnable block) {
        Objects.requireNonNull(block, "a block");
        List<TracedStatement> sent = Objects.requireNonNull(database, "a database").tracedQueries(block);
        return new SentQueries(sent.stream().map(one -> SentQuery.of(one, database)).toList());
    }

    /**
     * Runs a block and looks at what it sends, where its result is wanted too.
     *
     * {@snippet :
     * List<Row> rows = assertQueries(db, () -> shop.bestsellers(), sent -> sent.hasExactly(1));
     * }
     *
     * @param database whose statements
     * @param block what is run, now
     * @param assertion what is to be true of them
     * @param <R> the result
     * @return what the block has returned
     */
    public static <R extends @Nullable Object> R assertQueries(
            Database database, Supplier<R> block, Consumer<SentQueries> assertion) {
        Objects.requireNonNull(block, "a block");
        Result<R> result = new Result<>();
        assertion.accept(assertQueries(database, () -> result.value = block.get()));
        return result.value;
    }

    private static final class Result<R extends @Nullable Object> {
        @SuppressWarnings("NullAway") // set before it is read
        R value;
    }
}
