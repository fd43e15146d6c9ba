package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.schoolgate.gateway.feed.EdgeHealth;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

/** What /api describes is what there is. */
@PageTest
class InterfaceTest {
    private static final String OF_THE_TESTS = "/api/v1/broken";

    private final MockMvc mvc;
    private final RequestMappingHandlerMapping mapping;

    InterfaceTest(MockMvc mvc, RequestMappingHandlerMapping requestMappingHandlerMapping) {
        this.mvc = mvc;
        this.mapping = requestMappingHandlerMapping;
    }

    @Test
    void everyPathForProgramsIsDescribedAndNoOther() throws Exception {
        var mapped = mapping.getHandlerMethods().keySet().stream()
                .flatMap(route -> route.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/v1/") && !path.equals(OF_THE_TESTS))
                        .flatMap(path -> route.getMethodsCondition().getMethods().stream()
                                .map(method -> method.name().toLowerCase(Locale.ROOT) + " " + path)))
                .collect(Collectors.toSet());
        var described = at("paths").entrySet().stream()
                .flatMap(
                        path -> ((Map<?, ?>) path.getValue()).keySet().stream().map(verb -> verb + " " + path.getKey()))
                .collect(Collectors.toSet());

        assertThat(described).hasSize(8).isEqualTo(mapped);
    }

    @Test
    void theShapesHaveTheFieldsOfTheContract() throws Exception {
        assertThat(at("components", "schemas", "PolicyCopy", "properties").keySet())
                .isEqualTo(names(PolicyCopy.class));
        assertThat(at("components", "schemas", "SeenEvent", "properties").keySet())
                .isEqualTo(names(SeenEvent.class));
        assertThat(at("components", "schemas", "GatewayHealth", "properties").keySet())
                .isEqualTo(names(GatewayHealth.class));
        assertThat(at("components", "schemas", "EdgeHealth", "properties").keySet())
                .isEqualTo(names(EdgeHealth.class));
    }

    private static Set<String> names(Class<? extends Record> contract) {
        return Arrays.stream(contract.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
    }

    @SuppressWarnings("unchecked") // a mapping of YAML with names as keys
    private Map<String, Object> at(String... names) throws Exception {
        Map<String, Object> here = new Yaml()
                .load(mvc.perform(get("/api")).andReturn().getResponse().getContentAsString());
        for (var name : names) {
            here = (Map<String, Object>) Objects.requireNonNull(here.get(name), name);
        }
        return here;
    }
}
