package org.schoolgate.messages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * A cookie that only this host reads, and no script. Over TLS its name begins with {@code __Host-}, so that nobody on a
 * neighbouring name can plant one.
 */
public record HostCookie(String name) {
    public Optional<String> read(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, nameFor(request)))
                .map(cookie -> cookie.getValue())
                .filter(value -> !value.isBlank());
    }

    /** Keeps the value until the browser is closed. */
    public void write(HttpServletRequest request, HttpServletResponse response, String value) {
        write(request, response, value, Duration.ofSeconds(-1));
    }

    public void write(HttpServletRequest request, HttpServletResponse response, String value, Duration lasting) {
        var cookie = ResponseCookie.from(nameFor(request), value)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .path("/")
                .maxAge(lasting)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    public void forget(HttpServletRequest request, HttpServletResponse response) {
        write(request, response, "", Duration.ZERO);
    }

    private String nameFor(HttpServletRequest request) {
        return request.isSecure() ? "__Host-" + name : name;
    }
}
