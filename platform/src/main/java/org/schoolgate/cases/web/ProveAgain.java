package org.schoolgate.cases.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.CaseRegister;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignedIn;
import org.schoolgate.ui.Ids;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Before a case is read that is not open to everybody of its roles, its reader shows once more who they are, unless they
 * just did: a computer that somebody left is not to show it. So is the signal from which such a case follows. Who does not see the case is not asked, as that would say that
 * it is there.
 */
@Component
class ProveAgain implements HandlerInterceptor, WebMvcConfigurer {
    static final Duration LASTS = Duration.ofMinutes(15);

    private final CaseRegister register;
    private final Sessions sessions;

    ProveAgain(CaseRegister register, Sessions sessions) {
        this.register = register;
        this.sessions = sessions;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns(
                        "/cases/{id}",
                        "/cases/{id}/**",
                        "/people/{id}/chronology",
                        "/people/{id}/next-school",
                        "/alerts/{id}");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!request.getMethod().equals("GET")
                || !(SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn reader)
                || !(reader.actor() instanceof Actor.Somebody actor)
                || sessions.isFresh(reader, LASTS)
                || !isClose(actor, request)) {
            return true;
        }
        response.sendRedirect("/sign-in/locked?to=" + request.getRequestURI());
        return false;
    }

    private boolean isClose(Actor.Somebody actor, HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                && variables.get("id") instanceof String id
                && Ids.read(id).map(found -> isClose(actor, request, found)).orElse(false);
    }

    private boolean isClose(Actor.Somebody actor, HttpServletRequest request, UUID id) {
        var path = request.getRequestURI();
        if (path.startsWith("/alerts/")) {
            return register.isClose(actor, path);
        }
        return path.startsWith("/people/")
                ? register.isClose(actor, new PersonId(id))
                : register.isClose(actor, new CaseId(id));
    }
}
