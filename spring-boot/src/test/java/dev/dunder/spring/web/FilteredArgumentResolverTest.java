package dev.dunder.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.lookups.FilterException;
import dev.dunder.lookups.Filtered;
import dev.dunder.lookups.Filters;
import dev.dunder.spring.Shop;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;

/** Which filters a parameter of a handler method is of. */
@Timeout(60)
class FilteredArgumentResolverTest {
    private static final String URL = Shop.create();

    @Configuration(proxyBeanMethods = false)
    static class One {
        @Bean
        Filters products(Database db) {
            return Filters.on(db.schema().model("product")).allow("name").allow("price", "gt");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Two extends One {
        @Bean
        @Qualifier("kinds")
        Filters categories(Database db) {
            return Filters.on(db.schema().model("category")).allow("name");
        }
    }

    /** What handler methods are like. */
    interface Handlers {
        void any(Filtered asked);

        void products(@Qualifier("products") Filtered asked);

        void categories(@Qualifier("kinds") Filtered asked);

        void none(@Qualifier("nothing") Filtered asked);

        void other(String text);
    }

    private static MethodParameter parameter(String handler) {
        for (Method method : Handlers.class.getMethods()) {
            if (method.getName().equals(handler)) {
                return new MethodParameter(method, 0);
            }
        }
        throw new AssertionError(handler);
    }

    private static Filtered resolved(ApplicationContext context, String handler, Map<String, String[]> parameters) {
        NativeWebRequest request = (NativeWebRequest) Proxy.newProxyInstance(
                NativeWebRequest.class.getClassLoader(), new Class<?>[]{NativeWebRequest.class},
                (proxy, method, arguments) -> method.getName().equals("getParameterMap") ? parameters : null);
        return new FilteredArgumentResolver(context.getAutowireCapableBeanFactory()).resolveArgument(parameter(handler),
                null, request, null);
    }

    private static Map<String, String[]> named(String name) {
        return Map.of("name", new String[]{name}, "unused", new String[]{" "});
    }

    @Test
    void ofSeveralTheQualifierSaysWhich() {
        Shop.application(URL).withUserConfiguration(Two.class).run(context -> {
            Database db = context.getBean(Database.class);
            assertThat(db.objects("product").filter(resolved(context, "products", named("green"))).count())
                    .isEqualTo(1);
            assertThat(db.objects("category").filter(resolved(context, "categories", named("tea"))).count())
                    .isEqualTo(1);
            assertThatThrownBy(() -> resolved(context, "categories", Map.of("price__gt", new String[]{"3"})))
                    .isInstanceOf(FilterException.class);
            assertThatThrownBy(() -> resolved(context, "any", named("tea")))
                    .isInstanceOf(NoUniqueBeanDefinitionException.class);
            assertThatThrownBy(() -> resolved(context, "none", named("tea")))
                    .isInstanceOf(NoSuchBeanDefinitionException.class).hasMessageContaining("nothing");
        });
    }

    @Test
    void oneAloneNeedsNone() {
        Shop.application(URL).withUserConfiguration(One.class).run(context -> {
            Database db = context.getBean(Database.class);
            assertThat(db.objects("product").filter(resolved(context, "any", named("green"))).count()).isEqualTo(1);
            assertThat(db.objects("product").filter(resolved(context, "any", Map.of())).count()).isEqualTo(3);
            FilteredArgumentResolver resolver = new FilteredArgumentResolver(context.getAutowireCapableBeanFactory());
            assertThat(resolver.supportsParameter(parameter("any"))).isTrue();
            assertThat(resolver.supportsParameter(parameter("other"))).isFalse();
        });
    }
}
