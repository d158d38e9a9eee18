package dev.dunder;

import java.util.Collection;

/**
 * A column of arrays: {@code Entry.TAGS.overlap("tea", "cake")}.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <M> the model that paths start from
 * @param <E> the type of the members
 */
public final class ArrayPath<M, E> extends ColumnPath<M, E[]> {
    /**
     * A path.
     *
     * @param path as in a lookup string
     */
    public ArrayPath(String path) {
        super(path);
    }

    /**
     * How many members there are.
     *
     * @return {@code array_length(x, 1)}, and 0 for an empty array
     */
    public NumberPath<M, Integer, Long, Double> len() {
        return NumberPath.part(below("len"));
    }

    /**
     * One member.
     *
     * @param place from 0
     * @return {@code x[1]}
     */
    public ColumnPath<M, E> at(int place) {
        return new ColumnPath<>(below(place));
    }

    /**
     * Some members, as of a list.
     *
     * @param start the place of the first, from 0
     * @param end the place after the last
     * @return {@code x[1:2]}
     */
    public ArrayPath<M, E> slice(int start, int end) {
        return new ArrayPath<>(below(start + "_" + end));
    }

    /**
     * Has all of these members, and perhaps others.
     *
     * @param members the members
     * @return {@code x @> ?}
     */
    public Q<M> contains(Collection<? extends E> members) {
        return lookup("contains", members);
    }

    /**
     * Has all of these members, and perhaps others.
     *
     * @param members the members
     * @return {@code x @> ?}
     */
    @SafeVarargs
    public final Q<M> contains(E... members) {
        return lookup("contains", members);
    }

    /**
     * Has no other members than these.
     *
     * @param members the members
     * @return {@code x <@ ?}
     */
    public Q<M> containedBy(Collection<? extends E> members) {
        return lookup("contained_by", members);
    }

    /**
     * Has no other members than these.
     *
     * @param members the members
     * @return {@code x <@ ?}
     */
    @SafeVarargs
    public final Q<M> containedBy(E... members) {
        return lookup("contained_by", members);
    }

    /**
     * Has at least one of these members.
     *
     * @param members the members
     * @return {@code x && ?}
     */
    public Q<M> overlap(Collection<? extends E> members) {
        return lookup("overlap", members);
    }

    /**
     * Has at least one of these members.
     *
     * @param members the members
     * @return {@code x && ?}
     */
    @SafeVarargs
    public final Q<M> overlap(E... members) {
        return lookup("overlap", members);
    }
}
