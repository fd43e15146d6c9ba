package org.schoolgate.signin.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.schoolgate.signin.Entry;
import org.schoolgate.signin.Limits;
import org.schoolgate.signin.SignedIn;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows down whoever sends forms faster than people do, each session and each visit apart: one child with a script must
 * not fill a queue, a mailbox or a table. To tell, and to get out, is never held up.
 */
class PressLimit extends OncePerRequestFilter {
    private static final int AT_ONCE = 120;
    private static final double A_SECOND = 1;
    private static final List<String> NEVER_HELD_UP =
            List.of("/tell", "/tell/**", "/report", "/sign-out", "/not-me/**");

    private final Limits limits;

    PressLimit(Clock clock) {
        this.limits = new Limits(clock);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var presser = request.getMethod().equals("POST") && !Paths.isAmong(request.getRequestURI(), NEVER_HELD_UP)
                ? presser()
                : Optional.<String>empty();
        if (presser.isPresent() && !limits.take(presser.get(), AT_ONCE, A_SECOND)) {
            response.setHeader("Retry-After", "60");
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
            return;
        }
        chain.doFilter(request, response);
    }

    private static Optional<String> presser() {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn)) {
            return Optional.empty();
        }
        return switch (signedIn.entry()) {
            case Entry.ByAccount(var session) -> Optional.of("session " + session.id());
            case Entry.ByLink(var visit) -> Optional.of("link " + visit.link());
            case Entry.ByTrust _ -> Optional.empty();
        };
    }
}
