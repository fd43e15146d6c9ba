package org.schoolgate.gateways.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.DateTimeException;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.gateways.CallingGateway;
import org.schoolgate.gateways.GatewayCalls;
import org.schoolgate.gateways.GatewayReport;
import org.schoolgate.gateways.HowTheyAre;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/** Hears from gateways how they are. */
@RestController
class HowTheyAreController {
    private final HowTheyAre howTheyAre;
    private final GatewayCalls calls;

    HowTheyAreController(HowTheyAre howTheyAre, GatewayCalls calls) {
        this.howTheyAre = howTheyAre;
        this.calls = calls;
    }

    @PostMapping(Feed.HEALTH)
    ResponseEntity<Void> create(
            @RequestAttribute(CallingGateway.ATTRIBUTE) CallingGateway gateway, HttpServletRequest request)
            throws IOException {
        var bytes = request.getInputStream().readNBytes(GatewayHealth.LARGEST + 1);
        if (bytes.length > GatewayHealth.LARGEST) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        if (!calls.heard(gateway, GatewayReport.in(request::getHeader))) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
        }
        try {
            howTheyAre.told(gateway, Feed.JSON.readValue(bytes, GatewayHealth.class));
            return ResponseEntity.noContent().build();
        } catch (JacksonException | DateTimeException | ArithmeticException _) {
            return ResponseEntity.unprocessableContent().build();
        }
    }
}
