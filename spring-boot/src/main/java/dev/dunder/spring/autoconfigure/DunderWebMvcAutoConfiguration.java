package dev.dunder.spring.autoconfigure;

import dev.dunder.spring.web.FilterProblems;
import dev.dunder.spring.web.FilteredArgumentResolver;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Handler methods of Spring MVC take what requests ask for, and problems are answered. */
@AutoConfiguration
@ConditionalOnClass(WebMvcConfigurer.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class DunderWebMvcAutoConfiguration {
    DunderWebMvcAutoConfiguration() {}

    @Bean
    WebMvcConfigurer dunderArguments(BeanFactory beans) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new FilteredArgumentResolver(beans));
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean
    FilterProblems dunderFilterProblems() {
        return new FilterProblems();
    }
}
