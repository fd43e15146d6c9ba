package org.schoolgate.gateways.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolgate.gateways.CallingGateway;
import org.schoolgate.gateways.GatewayCalls;
import org.schoolgate.gateways.GatewayId;
import org.schoolgate.signin.Limits;
import org.schoolgate.tenancy.Tenants;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out which gateway calls, by its token, and puts the rest of the request inside its school's scope. Whoever tries
 * tokens is answered ever more slowly; a gateway whose token is good is never held up by what others at its address do.
 */
class GatewayFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";
    private static final int WRONG_AT_ONCE = 20;
    private static final double WRONG_A_SECOND = 0.2;
    private static final int CALLS_AT_ONCE = 400;
    private static final double CALLS_A_SECOND = 200;

    private final GatewayCalls calls;
    private final Limits limits;
    private final Set<GatewayAt> known = ConcurrentHashMap.newKeySet();

    GatewayFilter(GatewayCalls calls, Limits limits) {
        this.calls = calls;
        this.limits = limits;
    }

    /** A gateway that came with a good token from this address, which is therefore not only a guesser's. */
    private record GatewayAt(String address, GatewayId gateway) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var token = token(request);
        if (token.isEmpty()) {
            refuse(response, HttpStatus.UNAUTHORIZED);
            return;
        }
        var address = request.getRemoteAddr();
        var mayGuess = limits.has("wrong " + address, WRONG_AT_ONCE, WRONG_A_SECOND);
        if (!mayGuess && known.stream().noneMatch(one -> one.address().equals(address))) {
            refuse(response, HttpStatus.TOO_MANY_REQUESTS);
            return;
        }
        var calling = calls.authenticate(token.get());
        if (calling.isEmpty()) {
            limits.take("wrong " + address, WRONG_AT_ONCE, WRONG_A_SECOND);
            refuse(response, mayGuess ? HttpStatus.UNAUTHORIZED : HttpStatus.TOO_MANY_REQUESTS);
            return;
        }
        var gateway = calling.get();
        known.add(new GatewayAt(address, gateway.id()));
        if (!limits.take("calls " + gateway.id(), CALLS_AT_ONCE, CALLS_A_SECOND)) {
            refuse(response, HttpStatus.TOO_MANY_REQUESTS);
            return;
        }
        request.setAttribute(CallingGateway.ATTRIBUTE, gateway);
        within(gateway, request, response, chain);
    }

    private static Optional<String> token(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.empty()
                : Optional.of(header.substring(BEARER.length()).strip());
    }

    private static void within(
            CallingGateway gateway, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Tenants.within(gateway.school(), () -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException("the request of gateway " + gateway.id() + " failed", e);
        }
    }

    private static void refuse(HttpServletResponse response, HttpStatus status) {
        response.setStatus(status.value());
        if (status == HttpStatus.TOO_MANY_REQUESTS) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "10");
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
    }
}
