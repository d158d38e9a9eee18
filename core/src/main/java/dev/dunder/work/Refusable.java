package dev.dunder.work;

/** A task of which an executor may find out later that it will not come to it. */
public interface Refusable extends Runnable {
    /**
     * It will not be run.
     *
     * @param why the reason
     */
    void refuse(RuntimeException why);
}
