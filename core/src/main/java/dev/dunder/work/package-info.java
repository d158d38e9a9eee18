/**
 * Who does what is to be done, and when: on the calling thread or in the background, once for all who want it, in stages,
 * until it is stopped. Knows no JDBC and no queries.
 *
 * <p>Which thread may do what:
 *
 * <ul>
 * <li>An {@link dev.dunder.work.Evaluation} is done by the calling thread ({@code now()}) or handed to the executor of its
 * {@link dev.dunder.work.EvaluationContext} ({@code later()}): both by way of a {@link dev.dunder.work.SharedTask} where others
 * may want the result too, which whoever comes first does.
 * <li>A thread of the user's may be interrupted at any time; ours ({@link dev.dunder.work.OwnThreads}) are not, and only
 * they read sockets on virtual threads.
 * <li>Code of the user's (listeners, converters, constructors, hooks, functions on futures, subscribers) never runs while a
 * lock of ours is held: locks guard a few fields ({@code @GuardedBy}, which the compiler checks) for moments, or a
 * transaction while it begins or ends. What takes longer is a turn, which is written down: whoever waits for a connection of
 * a transaction stands in line, and everything else that can be said of the transaction needs no turn. What follows from a
 * future runs on a virtual thread of its own.
 * <li>What is made once for all who ask (results, plans, the models of queries) is made outside of locks, and the first one
 * counts: two threads may make the same, but none waits for code that it does not know.
 * <li>A thread that waits for a future or a request of the user's holds neither an executor's thread nor a permit of {@link
 * dev.dunder.work.ConnectionPermits}: it comes back when that is there.
 * </ul>
 */
@NullMarked
package dev.dunder.work;

import org.jspecify.annotations.NullMarked;
