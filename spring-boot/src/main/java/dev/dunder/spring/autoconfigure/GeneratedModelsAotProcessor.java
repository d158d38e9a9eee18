package dev.dunder.spring.autoconfigure;

import dev.dunder.Instance;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** The generated models in the application's packages: {@code db.objects(Entry.class)} reads a public field of theirs. */
final class GeneratedModelsAotProcessor implements BeanFactoryInitializationAotProcessor {
    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beans) {
        if (!AutoConfigurationPackages.has(beans)) {
            return null;
        }
        Set<String> models = models(AutoConfigurationPackages.get(beans));
        return models.isEmpty() ? null : (context, code) -> register(context.getRuntimeHints(), models);
    }

    private static Set<String> models(List<String> packages) {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false) {
            @Override
            protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
                return definition.getMetadata().isIndependent();
            }
        };
        scanner.addIncludeFilter(new AssignableTypeFilter(Instance.class));
        return packages.stream()
                .flatMap(root -> scanner.findCandidateComponents(root).stream())
                .map(BeanDefinition::getBeanClassName)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static void register(RuntimeHints hints, Set<String> models) {
        models.forEach(model -> hints.reflection()
                .registerType(TypeReference.of(model), MemberCategory.ACCESS_PUBLIC_FIELDS));
    }
}
