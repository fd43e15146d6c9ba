package org.schoolgate.cases.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.schoolgate.cases.ToldAway;
import org.schoolgate.signin.PublicPaths;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where devices send what was told while the network was away. Who sends it does not matter: it says itself whose it is. */
@RestController
class ToldAwayController {
    /** The longest report, and what stands around it. */
    private static final int LONGEST = 200_000;

    private final ToldAway away;

    ToldAwayController(ToldAway away) {
        this.away = away;
    }

    /** Nobody need be signed in by then. */
    @Configuration(proxyBeanMethods = false)
    static class OpenToDevices {
        @Bean
        PublicPaths toldAwayPath() {
            return PublicPaths.of("/tell/sealed");
        }
    }

    /** A device lets go of it when it reads this word and not before: a network's own log-in page answers 200 as well. */
    @PostMapping("/tell/sealed")
    ResponseEntity<String> create(HttpServletRequest request) throws IOException {
        var sent = request.getInputStream().readNBytes(LONGEST + 1);
        var kept = sent.length <= LONGEST
                && away.arrive(new String(sent, StandardCharsets.US_ASCII)).isPresent();
        return ResponseEntity.status(kept ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .contentType(MediaType.TEXT_PLAIN)
                .body(kept ? "kept" : "not ours");
    }
}
