package org.schoolgate.signin.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.signin.Session;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignInGate;
import org.schoolgate.signin.SignedIn;
import org.schoolgate.ui.Reach;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Holds a new session at the first gate that does not let it through, whatever address it asks for. */
class GateFilter extends OncePerRequestFilter {
    /** The ways out, and the way to tell somebody, are open at every gate. */
    private static final List<String> ALWAYS_OPEN =
            List.of("/sign-out", "/not-me/**", "/sign-in/**", "/static/**", "/error", "/tell", "/tell/**", "/about");

    private final Sessions sessions;
    private final ObjectProvider<SignInGate> gates;

    GateFilter(Sessions sessions, ObjectProvider<SignInGate> gates) {
        this.sessions = sessions;
        this.gates = gates;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn
                && signedIn.actor() instanceof Actor.Somebody reader
                && signedIn.session().isPresent()
                && !signedIn.session().get().through()) {
            var stop = stop(reader, signedIn.session().get());
            if (stop.isPresent() && !isOpen(request.getRequestURI(), stop.get())) {
                response.sendRedirect(stop.get().page());
                return;
            }
            stop.ifPresent(gate -> request.setAttribute(Reach.ATTRIBUTE, (Reach) path -> isOpen(path, gate)));
        }
        chain.doFilter(request, response);
    }

    private Optional<SignInGate.Stop> stop(Actor.Somebody reader, Session session) {
        var stop = gates.orderedStream()
                .flatMap(gate -> gate.stop(reader).stream())
                .findFirst();
        if (stop.isEmpty()) {
            sessions.letThrough(session);
        }
        return stop;
    }

    private static boolean isOpen(String path, SignInGate.Stop stop) {
        return Paths.isAmong(path, ALWAYS_OPEN) || Paths.isAmong(path, stop.patterns());
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
