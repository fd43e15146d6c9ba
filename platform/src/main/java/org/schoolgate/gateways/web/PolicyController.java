package org.schoolgate.gateways.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateways.CallingGateway;
import org.schoolgate.gateways.GatewayCalls;
import org.schoolgate.gateways.GatewayReport;
import org.schoolgate.gateways.PolicyCopies;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Hands a gateway the policy of its school, unless it has it. */
@RestController
class PolicyController {
    private final PolicyCopies copies;
    private final GatewayCalls calls;

    PolicyController(PolicyCopies copies, GatewayCalls calls) {
        this.copies = copies;
        this.calls = calls;
    }

    @GetMapping(Feed.POLICY)
    ResponseEntity<byte @Nullable []> show(
            @RequestAttribute(CallingGateway.ATTRIBUTE) CallingGateway gateway, HttpServletRequest request) {
        var held = GatewayReport.held(request.getHeader(HttpHeaders.IF_NONE_MATCH));
        held.ifPresent(version -> copies.noticeRestore(gateway.school(), version));
        var current = copies.current(gateway.school());
        calls.heard(gateway, GatewayReport.in(request::getHeader).handed(current.version()));
        if (held.equals(Optional.of(current.version()))) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .eTag(current.tag())
                    .build();
        }
        var answer = ResponseEntity.ok()
                .eTag(current.tag())
                .cacheControl(CacheControl.noStore())
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .contentType(MediaType.APPLICATION_JSON);
        return readsGzip(request)
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(current.gzip())
                : answer.body(current.plain());
    }

    private static boolean readsGzip(HttpServletRequest request) {
        var encodings = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return encodings != null && encodings.contains("gzip");
    }
}
