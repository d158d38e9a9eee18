package dev.dunder.run;

import dev.dunder.query.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement that knows its plan once it has been asked for, so that whoever sends it again neither hashes nor compares it.
 * It holds the plan for as long as it is held itself. Safe for use by several threads.
 */
public final class PlannedStatement {
    private final Statement statement;
    private volatile @Nullable Known known;

    private record Known(Object era, PreparedPlan plan) {}

    public PlannedStatement(Statement statement) {
        this.statement = statement;
    }

    /** The statement. */
    public Statement statement() {
        return statement;
    }

    @SuppressWarnings("ReferenceEquality") // an era is nothing but itself
    PreparedPlan plan(PlanCache plans) {
        Known current = known;
        Object era = plans.era();
        if (current != null && current.era() == era) {
            plans.hit();
            return current.plan();
        }
        PreparedPlan plan = plans.get(statement);
        known = new Known(era, plan);
        return plan;
    }
}
