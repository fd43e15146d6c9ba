package org.schoolgate.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.engine.Canary;
import org.schoolgate.engine.ListImage;
import org.schoolgate.filtering.SiteCategory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The sample web's categories, compiled before anything asks for lists, so that platform and gateways hold the same. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class SampleLists {
    static final String FILE = "lists.image";

    @Bean
    static BeanFactoryPostProcessor compileSampleLists(Environment environment) {
        return _ -> write(Path.of(environment.getRequiredProperty("schoolgate.data")));
    }

    private static void write(Path folder) {
        try {
            Files.createDirectories(folder);
            ListImage.write(categories(), folder.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the sample lists into " + folder, e);
        }
    }

    /** Every list that a category of the school is made of, with its canary, and the sample sites that are in it. */
    private static Map<String, List<String>> categories() {
        return Stream.concat(
                        Arrays.stream(SiteCategory.values()).flatMap(category -> category.lists().stream()),
                        SampleWeb.sites().stream().flatMap(site -> site.categories().stream()))
                .distinct()
                .collect(Collectors.toMap(Function.identity(), SampleLists::names));
    }

    private static List<String> names(String category) {
        return Stream.concat(
                        Stream.of(Canary.of(category)),
                        SampleWeb.sites().stream()
                                .filter(site -> site.categories().contains(category))
                                .map(SampleWeb.Site::host))
                .toList();
    }
}
