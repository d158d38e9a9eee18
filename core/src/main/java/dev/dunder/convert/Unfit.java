package dev.dunder.convert;

/** A value that is not what values of its type can be had as. What it is a value of is said by whoever knows. */
final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param reason how a sentence ends that begins with what it is a value of: {@code has a null, which no int is} */
    Unfit(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /** The same, of a part. */
    Unfit in(String part) {
        return new Unfit("has in it " + part + ", which " + reason());
    }
}
