package org.schoolgate.gateways.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Base64;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateways.CallingGateway;
import org.schoolgate.gateways.FeedVersion;
import org.schoolgate.gateways.GatewayCalls;
import org.schoolgate.gateways.GatewayReport;
import org.schoolgate.gateways.PolicyChanges;
import org.schoolgate.gateways.PolicyChanges.Heard;
import org.schoolgate.gateways.PolicyCopies;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;

/**
 * Hands a gateway every new policy version as it is taken, and tells it that we are alive while there is none. Each stream
 * has its own virtual thread, which waits and writes: a gateway that does not read holds up nobody else.
 */
@Controller
class ChangesController {
    private final PolicyChanges changes;
    private final PolicyCopies copies;
    private final GatewayCalls calls;
    private final Duration heartbeat;

    ChangesController(
            PolicyChanges changes,
            PolicyCopies copies,
            GatewayCalls calls,
            @Value("${schoolgate.heartbeat:15s}") Duration heartbeat) {
        this.changes = changes;
        this.copies = copies;
        this.calls = calls;
        this.heartbeat = heartbeat;
    }

    @GetMapping(Feed.CHANGES)
    void show(
            @RequestAttribute(CallingGateway.ATTRIBUTE) CallingGateway gateway,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        var out = response.getOutputStream();
        try (var ear = changes.listen(gateway.school())) {
            calls.heard(gateway, GatewayReport.in(request::getHeader));
            var told = copies.version(gateway.school());
            say(out, "policy", told.tag());
            while (true) {
                FeedVersion version;
                switch (ear.next(heartbeat)) {
                    case Heard.Version(var heard) -> version = heard;
                    // Asked now and then, as a message could be lost with the connection that it comes by.
                    case Heard.Nothing() -> version = copies.version(gateway.school());
                    case Heard.End() -> {
                        return;
                    }
                }
                if (version.compareTo(told) > 0) {
                    if (!calls.isKnown(gateway)) {
                        return; // it was revoked while it listened, and no further policy is for it
                    }
                    var copy = copies.current(gateway.school());
                    told = copy.version();
                    say(out, "policy", told.tag() + ' ' + Base64.getEncoder().encodeToString(copy.gzip()));
                } else {
                    say(out, "heartbeat", "");
                }
                if (!calls.heard(gateway, GatewayReport.NOTHING)) {
                    return;
                }
            }
        }
    }

    private static void say(OutputStream out, String event, String data) throws IOException {
        out.write("event: %s%ndata: %s%n%n"
                .formatted(event, data)
                .replace("\r", "")
                .getBytes(UTF_8));
        out.flush();
    }
}
