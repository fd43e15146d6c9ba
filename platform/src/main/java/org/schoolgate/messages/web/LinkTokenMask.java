package org.schoolgate.messages.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes the token out of a link's address before anybody can write it down: everything behind this filter, logs and
 * error pages included, sees {@code /s/link}. The token itself stands in an attribute.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class LinkTokenMask extends OncePerRequestFilter {
    static final String TOKEN = "org.schoolgate.messages.link-token";
    private static final Pattern LINK = Pattern.compile("/s/([^/]+)");
    private static final String MASKED = "/s/link";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var link = LINK.matcher(request.getRequestURI());
        if (!link.matches()) {
            chain.doFilter(request, response);
            return;
        }
        request.setAttribute(TOKEN, new Token(link.group(1)));
        chain.doFilter(new Masked(request), response);
    }

    /** A link's token, which is written nowhere by accident. */
    public record Token(String value) {
        @Override
        public String toString() {
            return "…";
        }
    }

    private static final class Masked extends HttpServletRequestWrapper {
        private Masked(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRequestURI() {
            return MASKED;
        }

        @Override
        public StringBuffer getRequestURL() {
            var url = super.getRequestURL().toString();
            return new StringBuffer(url.substring(0, url.indexOf("/s/"))).append(MASKED);
        }

        @Override
        public String getServletPath() {
            return super.getServletPath().isEmpty() ? "" : MASKED;
        }

        @Override
        public @Nullable String getPathInfo() {
            return super.getPathInfo() == null ? null : MASKED;
        }
    }
}
