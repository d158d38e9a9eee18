package dev.dunder.spring;

import dev.dunder.CommitOutcomeUnknown;
import dev.dunder.ConnectionLost;
import dev.dunder.ConstraintViolation;
import dev.dunder.DatabaseException;
import dev.dunder.Deadlock;
import dev.dunder.DoesNotExist;
import dev.dunder.LockTimeout;
import dev.dunder.MultipleObjectsReturned;
import dev.dunder.NotLoadedException;
import dev.dunder.PoolExhausted;
import dev.dunder.ProtectedRows;
import dev.dunder.SerializationFailure;
import dev.dunder.StaleInstance;
import dev.dunder.StalePlan;
import dev.dunder.StatementCancelled;
import dev.dunder.StatementTimeout;
import dev.dunder.UniqueViolation;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.dao.support.PersistenceExceptionTranslator;

/**
 * dunder's exceptions as Spring's, each with dunder's as its cause: a {@link UniqueViolation} is a {@link
 * DuplicateKeyException}, a {@link DoesNotExist} an {@link EmptyResultDataAccessException}. Immutable and safe to share between
 * threads.
 */
public final class DataAccessExceptions implements Function<DunderException, RuntimeException>, PersistenceExceptionTranslator {
    /** A translation. */
    public DataAccessExceptions() {}

    private static final class Uncategorized extends UncategorizedDataAccessException {
        private static final long serialVersionUID = 1;

        Uncategorized(String message, DunderException cause) {
            super(message, cause);
        }
    }

    @Override
    public RuntimeException apply(DunderException failure) {
        return translate(failure);
    }

    @Override
    public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException failure) {
        return failure instanceof DunderException ours ? translate(ours) : null;
    }

    /**
     * An exception as Spring's.
     *
     * @param failure dunder's
     * @return the one that Spring has for it
     */
    public DataAccessException translate(DunderException failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case UniqueViolation unique -> new DuplicateKeyException(message, unique);
            case ConstraintViolation violated -> new DataIntegrityViolationException(message, violated);
            case Deadlock deadlock -> new CannotAcquireLockException(message, deadlock);
            case LockTimeout late -> new CannotAcquireLockException(message, late);
            case SerializationFailure others -> new PessimisticLockingFailureException(message, others);
            case StaleInstance stale -> new OptimisticLockingFailureException(message, stale);
            case StalePlan stale -> new ConcurrencyFailureException(message, stale);
            case StatementTimeout late -> new QueryTimeoutException(message, late);
            case StatementCancelled stopped -> new QueryTimeoutException(message, stopped);
            case PoolExhausted none -> new TransientDataAccessResourceException(message, none);
            case CommitOutcomeUnknown unknown -> new DataAccessResourceFailureException(message, unknown);
            case ConnectionLost lost -> new DataAccessResourceFailureException(message, lost);
            case DoesNotExist none -> new EmptyResultDataAccessException(message, 1, none);
            case MultipleObjectsReturned many -> new IncorrectResultSizeDataAccessException(message, 1, many);
            case DatabaseException refused -> byState(message, refused);
            case LookupException wrong -> new InvalidDataAccessApiUsageException(message, wrong);
            case NotLoadedException wrong -> new InvalidDataAccessApiUsageException(message, wrong);
            case ProtectedRows others -> new DataIntegrityViolationException(message, others);
            default -> new Uncategorized(message, failure);
        };
    }

    /** By the class of the SQLSTATE, as Spring does for JDBC. */
    private static DataAccessException byState(String message, DatabaseException refused) {
        String state = refused.sqlState();
        return switch (state == null || state.length() < 2 ? "" : state.substring(0, 2)) {
            case "07", "21", "25", "2A", "37", "42", "65" ->
                new InvalidDataAccessResourceUsageException(message, refused);
            case "01", "02", "22", "23", "27", "44" -> new DataIntegrityViolationException(message, refused);
            case "08", "53", "54", "57", "58" -> new DataAccessResourceFailureException(message, refused);
            case "28" -> new PermissionDeniedDataAccessException(message, refused);
            case "40", "55", "61" -> new ConcurrencyFailureException(message, refused);
            default -> new Uncategorized(message, refused);
        };
    }
}
