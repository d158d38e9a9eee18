package dev.dunder.spring.web;

import dev.dunder.lookups.Filtered;
import dev.dunder.lookups.Filters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives a handler method what the parameters of a request ask for, as far as a bean of {@link Filters} allows it.
 *
 * <pre>{@code
 * @GetMapping("/products")
 * Page<Row> products(@Qualifier("productFilters") Filtered asked) {
 *     return db.objects("product").filter(asked).orderBy(asked).page(asked);
 * }
 * }</pre>
 *
 * <p>Where there is but one bean of {@code Filters}, no {@code @Qualifier} is needed. Parameters without any text ask for
 * nothing, as a form sends its empty fields too. What is not allowed is a {@link dev.dunder.lookups.FilterException}, of which
 * {@link FilterProblems} makes an answer.
 */
public final class FilteredArgumentResolver implements HandlerMethodArgumentResolver {
    private final BeanFactory beans;

    /**
     * Called by the auto-configuration.
     *
     * @param beans where the filters are
     */
    public FilteredArgumentResolver(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Filtered.class;
    }

    @Override
    public Filtered resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Qualifier which = parameter.getParameterAnnotation(Qualifier.class);
        Filters filters = which == null
                ? beans.getBean(Filters.class)
                : BeanFactoryAnnotationUtils.qualifiedBeanOfType(beans, Filters.class, which.value());
        Map<String, List<String>> said = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            List<String> all = List.of(values);
            if (!all.stream().allMatch(String::isBlank)) {
                said.put(name, all);
            }
        });
        return filters.parse(said);
    }
}
