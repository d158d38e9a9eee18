package dev.dunder.spring.web;

import dev.dunder.lookups.FilterException;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers a request that asks for what is not allowed: with problem details (RFC 9457), 400, and all that is wrong with it
 * under {@code errors}. What an application handles itself comes first.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public final class FilterProblems {
    /** Called by the auto-configuration. */
    public FilterProblems() {}

    /**
     * The answer.
     *
     * @param wrong what is wrong with the request
     * @return the problem
     */
    @ExceptionHandler
    public ProblemDetail problem(FilterException wrong) {
        Map<String, Object> said = wrong.problem();
        ProblemDetail problem = ProblemDetail
                .forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(said.get("detail")));
        problem.setProperty("errors", said.get("errors"));
        return problem;
    }
}
