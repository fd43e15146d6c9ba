package org.schoolgate.signin.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.schoolgate.signin.ThisMachine;
import org.springframework.web.filter.OncePerRequestFilter;

/** Keeps what the program measures of itself for programs on this machine; whether it lives, anybody may ask. */
class VitalsFilter extends OncePerRequestFilter {
    static final String METRICS = "/metrics";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(METRICS);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (ThisMachine.isAsking(request)) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
