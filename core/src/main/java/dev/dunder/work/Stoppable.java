package dev.dunder.work;

/** What is under way, and can be told to stop. */
public interface Stoppable {
    /** Tells it to stop. Returns at once; another call changes nothing. */
    void stop();
}
