package dev.dunder.query;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * A list that knows its hash: of a statement that is kept it is the same each time it is looked for. Immutable.
 *
 * @param <E> its members, which are immutable too
 */
public final class HashedList<E> extends AbstractList<E> implements RandomAccess {
    private final List<E> members;
    private final int hash;

    private HashedList(List<E> members) {
        this.members = members;
        this.hash = members.hashCode();
    }

    /**
     * The same members.
     *
     * @param members are copied
     * @return equal to the list
     */
    public static <E> List<E> of(List<E> members) {
        return new HashedList<>(List.copyOf(members));
    }

    @Override
    public E get(int index) {
        return members.get(index);
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || super.equals(other);
    }
}
