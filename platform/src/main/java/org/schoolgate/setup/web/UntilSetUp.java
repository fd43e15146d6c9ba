package org.schoolgate.setup.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.schoolgate.setup.SetUps;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Until there is a school, every page leads to the set-up page; a program is told to come again later. */
@Component
@Order(UntilSetUp.BEFORE_THE_DOORS)
@ConditionalOnProperty(name = "schoolgate.set-up", havingValue = "true")
class UntilSetUp extends OncePerRequestFilter {
    /** Spring Security's own filter stands at -100. */
    static final int BEFORE_THE_DOORS = -200;

    private static final String PAGE = "/set-up";
    private static final String A_MINUTE = "60";

    private final SetUps setUps;

    UntilSetUp(SetUps setUps) {
        this.setUps = setUps;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var path = request.getRequestURI();
        if (isAlwaysThere(path) || !setUps.isOpen()) {
            chain.doFilter(request, response);
        } else if (path.startsWith("/api/")) {
            response.setHeader(HttpHeaders.RETRY_AFTER, A_MINUTE);
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else {
            response.sendRedirect(PAGE);
        }
    }

    private static boolean isAlwaysThere(String path) {
        return path.equals(PAGE)
                || path.startsWith("/static/")
                || path.equals("/favicon.ico")
                || path.equals("/health");
    }
}
