package dev.dunder.run;

import java.sql.SQLException;

/** Where a pool's connections go, as far as its settings tell. */
public interface ServerAddress {
    /**
     * Looks whether anybody can be there; what takes time is left to the pool.
     *
     * @throws SQLException if nobody can
     */
    void reach() throws SQLException;

    /**
     * Why a pool has no connection: what a pool says is only that it took long.
     *
     * @param failure what the pool says
     * @return the reason, or the failure itself
     */
    SQLException explained(SQLException failure);
}
