package org.schoolgate.gateways.web;

import org.schoolgate.signin.PublicPaths;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of everything that programs may ask for, as OpenAPI 3.1. */
@RestController
class InterfaceController {
    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    @GetMapping("/api")
    ResponseEntity<Resource> show() {
        return ResponseEntity.ok().contentType(YAML).body(new ClassPathResource("openapi.yaml"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Doors {
        @Bean
        PublicPaths interfaceDescription() {
            return PublicPaths.of("/api");
        }
    }
}
