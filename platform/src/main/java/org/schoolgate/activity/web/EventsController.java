package org.schoolgate.activity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.schoolgate.activity.EventIntake;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateways.CallingGateway;
import org.schoolgate.gateways.GatewayCalls;
import org.schoolgate.gateways.GatewayReport;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Takes lines of events from a gateway, and answers once they are on disk. */
@RestController
class EventsController {
    private static final int LARGEST = 4 << 20;
    private static final int AT_ONCE = 8;

    private final EventIntake intake;
    private final GatewayCalls calls;
    private final Semaphore room = new Semaphore(AT_ONCE);

    EventsController(EventIntake intake, GatewayCalls calls) {
        this.intake = intake;
        this.calls = calls;
    }

    @PostMapping(Feed.EVENTS)
    ResponseEntity<Void> create(
            @RequestAttribute(CallingGateway.ATTRIBUTE) CallingGateway gateway, HttpServletRequest request)
            throws IOException, InterruptedException {
        if (request.getContentLengthLong() > LARGEST) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        if (!room.tryAcquire(5, TimeUnit.SECONDS)) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, "1")
                    .build();
        }
        try {
            var lines = request.getInputStream().readNBytes(LARGEST + 1);
            if (lines.length > LARGEST) {
                return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
            }
            intake.take(gateway, lines);
        } finally {
            room.release();
        }
        calls.heard(gateway, GatewayReport.in(request::getHeader));
        return ResponseEntity.noContent().build();
    }
}
