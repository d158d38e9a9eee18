package dev.dunder.conformance;

/** A case that the runner cannot say through the public interface: it counts as failed. */
final class Inexpressible extends RuntimeException {
    private static final long serialVersionUID = 1;

    Inexpressible(String what) {
        super(what);
    }
}
