package org.schoolgate.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.signin.SessionId;
import org.springframework.stereotype.Component;

/**
 * What somebody sent while their session was locked, so that it is not lost: kept in memory alone, for that session alone,
 * for an hour, and given back once to whoever shows that it is theirs. Passwords and files are not kept.
 */
@Component
class KeptForms {
    private static final Duration LASTS = Duration.ofHours(1);
    private static final int MOST_LETTERS = 100_000;
    private static final int MOST_FIELDS = 200;
    /** Of all sessions: then the oldest is let go. */
    private static final int MOST_FORMS = 500;

    private final Map<SessionId, KeptForm> kept = new LinkedHashMap<>();
    private final Clock clock;

    KeptForms(Clock clock) {
        this.clock = clock;
    }

    /** Keeps the form that a request sends, if it is one that can be kept. */
    void keep(SessionId session, HttpServletRequest request) {
        if (!request.getMethod().equals("POST") || hasFiles(request)) {
            return;
        }
        var fields = new LinkedHashMap<String, List<String>>();
        request.getParameterMap().forEach((name, values) -> {
            if (!name.startsWith("_") && !name.contains("password")) {
                fields.put(name, List.of(values));
            }
        });
        long letters = fields.values().stream()
                .flatMap(List::stream)
                .mapToLong(String::length)
                .sum();
        if (!fields.isEmpty() && fields.size() <= MOST_FIELDS && letters <= MOST_LETTERS) {
            put(session, new KeptForm(request.getRequestURI(), fields, clock.instant()));
        }
    }

    private static boolean hasFiles(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.startsWith("multipart/");
    }

    private synchronized void put(SessionId session, KeptForm form) {
        forgetOld();
        kept.remove(session);
        if (kept.size() == MOST_FORMS) {
            kept.remove(kept.keySet().iterator().next());
        }
        kept.put(session, form);
    }

    /** Gives a session's form back and forgets it. */
    synchronized Optional<KeptForm> take(SessionId session) {
        forgetOld();
        return Optional.ofNullable(kept.remove(session));
    }

    private void forgetOld() {
        Instant oldest = clock.instant().minus(LASTS);
        kept.values().removeIf(form -> form.at().isBefore(oldest));
    }
}
