package dev.dunder.lookups;

/**
 * How much a request may ask for.
 *
 * @param depth how many relations a path follows
 * @param values how many values a list has
 * @param length of the text of a pattern
 * @param conditions how many lookups are asked for
 * @param nesting how deep a tree is
 * @param pageSize of a request that does not say
 * @param largestPage of one that does
 * @param lastPage the number of the last page that may be asked for
 * @param facetValues how many values a facet tells
 */
record FilterLimits(int depth, int values, int length, int conditions, int nesting, int pageSize, int largestPage,
        int lastPage, int facetValues) {
    static final FilterLimits USUAL = new FilterLimits(3, 100, 100, 20, 10, 20, 100, 1_000, 50);

    FilterLimits {
        if (pageSize < 1 || largestPage < pageSize) {
            throw new LookupException("A page has one row at least, and usually no more than at most.");
        }
        int least = Math.min(Math.min(Math.min(values, length), Math.min(conditions, nesting)),
                Math.min(Math.min(pageSize, lastPage), facetValues));
        if (least < 1 || depth < 0) {
            throw new LookupException("A limit is at least 1.");
        }
    }

    FilterLimits depth(int hops) {
        return new FilterLimits(hops, values, length, conditions, nesting, pageSize, largestPage, lastPage,
                facetValues);
    }

    FilterLimits values(int most) {
        return new FilterLimits(depth, most, length, conditions, nesting, pageSize, largestPage, lastPage,
                facetValues);
    }

    FilterLimits length(int most) {
        return new FilterLimits(depth, values, most, conditions, nesting, pageSize, largestPage, lastPage,
                facetValues);
    }

    FilterLimits conditions(int most) {
        return new FilterLimits(depth, values, length, most, nesting, pageSize, largestPage, lastPage, facetValues);
    }

    FilterLimits nesting(int most) {
        return new FilterLimits(depth, values, length, conditions, most, pageSize, largestPage, lastPage,
                facetValues);
    }

    FilterLimits pages(int usual, int most) {
        return new FilterLimits(depth, values, length, conditions, nesting, usual, most, lastPage, facetValues);
    }

    FilterLimits lastPage(int number) {
        return new FilterLimits(depth, values, length, conditions, nesting, pageSize, largestPage, number,
                facetValues);
    }

    FilterLimits facetValues(int most) {
        return new FilterLimits(depth, values, length, conditions, nesting, pageSize, largestPage, lastPage, most);
    }
}
