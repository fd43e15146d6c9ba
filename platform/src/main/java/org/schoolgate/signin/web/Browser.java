package org.schoolgate.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.HostCookie;
import org.schoolgate.messages.VisitCookie;
import org.schoolgate.signin.DeviceSchool;
import org.schoolgate.signin.Where;
import org.schoolgate.tenancy.Directory;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

/** What a browser keeps for us: who is signed in, by what link somebody came, which browser it is, and its school. */
final class Browser {
    static final HostCookie SESSION = new HostCookie("schoolgate-session");
    static final HostCookie VISIT = VisitCookie.COOKIE;
    static final HostCookie SCHOOL = DeviceSchool.COOKIE;
    static final Duration LONG = Duration.ofDays(400);
    private static final HostCookie DEVICE = new HostCookie("schoolgate-device");
    private static final int NAME_BYTES = 8;

    /** The proof that a form came from a page of ours. It is the browser's, and stays while somebody is in. */
    static final CookieCsrfTokenRepository FORMS = new CookieCsrfTokenRepository();

    private Browser() {}

    /** Somebody signed in. Forms that whoever was here before left open are theirs no more. */
    static void comeIn(HttpServletRequest request, HttpServletResponse response, String secret) {
        SESSION.write(request, response, secret);
        VISIT.forget(request, response);
        FORMS.saveToken(null, request, response);
    }

    /** Whoever was here has gone, and leaves nothing behind. */
    static void leave(HttpServletRequest request, HttpServletResponse response) {
        SESSION.forget(request, response);
        VISIT.forget(request, response);
        FORMS.saveToken(null, request, response);
    }

    /** The school that this browser belongs to, as it signed in there before. */
    static Optional<SchoolId> school(HttpServletRequest request) {
        return SCHOOL.read(request).flatMap(Browser::school);
    }

    /** The school that was chosen in a form. */
    static Optional<SchoolId> school(String chosen) {
        try {
            return Optional.of(SchoolId.of(chosen));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Where the request comes from. A browser that has no name yet is given one. */
    static Where where(HttpServletRequest request, HttpServletResponse response) {
        var name = DEVICE.read(request).orElseGet(() -> {
            var fresh = UUID.randomUUID().toString();
            DEVICE.write(request, response, fresh, LONG);
            return fresh;
        });
        return new Where(
                request.getRemoteAddr(),
                HexFormat.of().formatHex(Directory.hash("device:" + name), 0, NAME_BYTES),
                agent(String.valueOf(request.getHeader("User-Agent"))));
    }

    /** "Chrome on a Chromebook", for people who look at their own sign-ins. */
    static String agent(String header) {
        return browser(header) + " on " + machine(header);
    }

    private static String browser(String header) {
        if (header.contains("Edg/") || header.contains("EdgA/") || header.contains("EdgiOS/")) {
            return "Edge";
        }
        if (header.contains("Firefox/") || header.contains("FxiOS/")) {
            return "Firefox";
        }
        if (header.contains("Chrome/") || header.contains("CriOS/")) {
            return "Chrome";
        }
        return header.contains("Safari/") ? "Safari" : "a browser";
    }

    private static String machine(String header) {
        if (header.contains("CrOS")) {
            return "a Chromebook";
        }
        if (header.contains("iPad")) {
            return "an iPad";
        }
        if (header.contains("iPhone")) {
            return "an iPhone";
        }
        if (header.contains("Android")) {
            return "an Android device";
        }
        if (header.contains("Windows")) {
            return "a Windows computer";
        }
        if (header.contains("Mac OS X")) {
            return "a Mac";
        }
        return header.contains("Linux") ? "a Linux computer" : "a device";
    }
}
