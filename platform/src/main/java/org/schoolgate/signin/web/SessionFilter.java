package org.schoolgate.signin.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.messages.Visit;
import org.schoolgate.signin.Entry;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignIns;
import org.schoolgate.signin.SignedIn;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes a request somebody's: by the cookie of a one-time link on the paths that the link opens, else by the cookie of a
 * session. A link proves a mailbox only, so it carries none of the powers that staff sign in for.
 */
class SessionFilter extends OncePerRequestFilter {
    /** The attribute that holds a session which is locked. */
    static final String LOCKED = SessionFilter.class.getName() + ".locked";

    private final Sessions sessions;
    private final OneTimeLinks links;
    private final SignIns signIns;

    SessionFilter(Sessions sessions, OneTimeLinks links, SignIns signIns) {
        this.sessions = sessions;
        this.links = links;
        this.signIns = signIns;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // Where a filter failed, perhaps this one for want of the database, the page that says so is for anybody.
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) == null
                && SecurityContextHolder.getContext().getAuthentication() == null
                && !request.getRequestURI().startsWith("/static/")) {
            visitor(request).or(() -> account(request)).ifPresent(signedIn -> {
                var context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(signedIn);
                SecurityContextHolder.setContext(context);
            });
        }
        chain.doFilter(request, response);
    }

    private Optional<SignedIn> visitor(HttpServletRequest request) {
        return Browser.VISIT
                .read(request)
                .flatMap(links::visit)
                .filter(visit -> Paths.isAmong(request.getRequestURI(), visit.patterns()))
                .flatMap(visit -> visitor(visit).map(who -> new SignedIn(who, new Entry.ByLink(visit))));
    }

    private Optional<Actor.Somebody> visitor(Visit visit) {
        return signIns.find(visit.school(), visit.person())
                .map(who -> new Actor.Somebody(
                        who.school(),
                        who.person(),
                        who.name(),
                        who.roles().stream()
                                .filter(Predicate.not(Role::isStaff))
                                .collect(Collectors.toSet()),
                        who.phase()));
    }

    private Optional<SignedIn> account(HttpServletRequest request) {
        return Browser.SESSION.read(request).map(sessions::known).flatMap(known -> switch (known) {
            case Sessions.Known.Live(var who, var session) ->
                Optional.of(new SignedIn(who, new Entry.ByAccount(session)));
            case Sessions.Known.Locked locked -> {
                request.setAttribute(LOCKED, locked);
                yield Optional.empty();
            }
            case Sessions.Known.Nobody() -> Optional.empty();
        });
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
