package org.schoolgate.testing;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/** Lets a test ask what comes of a request without having the page written: all up to the page happens, the page does not. */
public class Unrendered implements ViewResolver, Ordered {
    private static final String ATTRIBUTE = Unrendered.class.getName();
    private static final View NOTHING = new View() {
        @Override
        public String getContentType() {
            return MediaType.TEXT_HTML_VALUE;
        }

        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response) {}
    };

    /** A request whose page nobody looks at. */
    public static RequestPostProcessor page() {
        return request -> {
            request.setAttribute(ATTRIBUTE, true);
            return request;
        };
    }

    @Override
    public @Nullable View resolveViewName(String name, Locale locale) {
        var request = RequestContextHolder.getRequestAttributes();
        var asked = request != null && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) != null;
        return asked && !name.startsWith("redirect:") ? NOTHING : null;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
