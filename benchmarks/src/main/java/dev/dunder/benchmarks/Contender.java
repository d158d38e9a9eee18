package dev.dunder.benchmarks;

import java.util.List;

/**
 * A library, doing the workloads as somebody would who knows it well. What it reads stays in its own form until it is
 * compared: the conversions at the end are outside of the clock.
 *
 * @param <E> its entry
 * @param <J> its entry with the author loaded
 * @param <P> its author with all entries loaded
 */
public interface Contender<E, J, P> extends AutoCloseable {
    /** The entry with a key. */
    E entry(long id);

    /** Entries after a key, in the order of their keys. */
    List<E> entries(long after, int count);

    /** The same, each with its author, by one statement. */
    List<J> joined(long after, int count);

    /** Authors after a key, each with all of its entries in the order of their keys. */
    List<P> parents(long after, int count);

    /** What is computed of one author's entries. */
    Values.Totals totals(long author);

    /** A page of authors, in the order of their keys: how many entries each has, and how many comments these. */
    List<Values.Counted> counted(int count);

    /** Stores a draft, and says its key. */
    long insert(Values.Draft draft);

    /** The entries with these keys, each asked for by itself, all at the same time. */
    List<E> atOnce(List<Long> ids);

    Values.Entry entryOf(E entry);

    Values.Joined joinedOf(J joined);

    Values.Parent parentOf(P parent);

    @Override
    void close();

    /** A library that composes statements: two filters, one of them by the author's name, an order and a slice. */
    interface Composing<E> {
        /** Says what is asked for, and makes the statement's text or finds it, without sending it. */
        String composed(String name, int x);

        /** The rows of it. */
        List<E> rows(String name, int x);
    }

    /** A library that reads rows together that are asked for one by one, and what they are measured against. */
    interface Coalescing<E> {
        /** The entries with these keys, each asked for by itself, all at the same time. */
        List<E> coalesced(List<Long> ids);
    }

    /** A library that turns pages, in the order of the keys; pages are counted from 1. */
    interface Paging<E> {
        /** A page by its number. */
        List<E> numbered(int page, int size);

        /** What the page before a page says of where it ends. */
        Object before(int page, int size);

        /** The page that follows. */
        List<E> following(Object before, int size);
    }

    /** A library that reads rows as they are asked for, in constant memory. */
    interface Streaming {
        /** The length of all headlines. */
        long streamed();
    }

    /** A library that stores many rows by one statement. */
    interface BulkInserting {
        /** Stores drafts, and says their keys in the same order. */
        List<Long> insertAll(List<Values.Draft> drafts);
    }

    /** A library that fills tables by {@code COPY}. */
    interface Copying {
        /** Stores drafts, and says how many. */
        long copyIn(Batch batch);
    }

    /**
     * A library that changes many rows, each to a value of its own, by one statement.
     *
     * @param <D> what it knows of a draft that is to be changed
     */
    interface BulkUpdating<D> {
        /** Those with these keys, as they were read before the clock starts. */
        List<D> drafts(List<Long> ids);

        /** Changes the {@code x} of each, and says how many there were. */
        long updateAll(List<D> drafts, List<Integer> x);
    }

    /**
     * Rows to copy.
     *
     * @param drafts as values
     * @param text the same, ready to be sent: what is measured beside it writes the text itself
     */
    record Batch(List<Values.Draft> drafts, String text) {}
}
