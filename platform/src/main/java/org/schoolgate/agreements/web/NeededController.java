package org.schoolgate.agreements.web;

import org.schoolgate.signin.PublicPaths;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where a gateway sends a browser whose reader has no agreement in force: it says so kindly, and what to do. */
@Controller
class NeededController {
    @GetMapping("/agreement-needed")
    String show() {
        return "agreements/web/needed";
    }

    /** Whoever is sent here need not be signed in. */
    @Configuration(proxyBeanMethods = false)
    static class Open {
        @Bean
        PublicPaths agreementNeeded() {
            return PublicPaths.of("/agreement-needed");
        }
    }
}
