package dev.dunder;

/**
 * What happens where an instance is asked for something that it was not loaded with: a column that {@code only(…)} or {@code
 * defer(…)} left out, or related rows. Chosen for a query set, and so for its instances and for all that is loaded with them
 * or fetched for them.
 *
 * {@snippet :
 * for (Row entry : entries.fetchMode(FetchMode.PEERS).list()) {     // select … from entry
 *     entry.one("author").one("country").get("name");
 * }
 * // the first entry: select … from author where author.id = any (?), the authors of all entries;
 * // the first author: select … from country where country.id = any (?), the countries of all authors
 * }
 *
 * <p>There is no mode that fetches for one instance alone: that is a statement for each row of a loop.
 */
public enum FetchMode {
    /** It throws a {@link NotLoadedException}, which says what to add. The usual mode. */
    RAISE,

    /**
     * It is fetched, in one statement for all peers: the instances that were read together with the one that is asked, by the
     * same {@code list()} or in the same chunk of a stream, as far as the program still holds them. So a loop over any number
     * of rows sends one statement for each relation or column that it touches.
     *
     * <ul>
     * <li>A relation to one ({@code entry.author()}, {@code person.passport()}) and a column that was left out are fetched by
     * the accessor, which waits for them. In asynchronous code load them ahead instead: {@code entry.async().load("author",
     * "body")} does so for all peers, and the accessors find it there.
     * <li>A relation to many ({@code author.entries()}) is a query set, whose rows are fetched for all peers when they are asked
     * for: by {@code list()}, iteration, {@code size()}, {@code count()}, {@code exists()} and the like, blocking or
     * asynchronous. Composing it further, {@code author.entries().filter(…)}, makes a query of that author's own.
     * <li>It is fetched from where the instances come from: within the transaction that the query set was bound to or that
     * the asking thread is in; on the connection of a stream, while that is open; after the end of such a transaction from the
     * database itself.
     * <li>Peers know each other weakly: holding one row does not keep the others from being forgotten.
     * </ul>
     */
    PEERS
}
