package org.schoolgate.audit.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Puts each refused act on the record before its page is shown; of the same person and the same act once a minute, so that
 * nobody fills the record by knocking.
 */
@Component
class RefusedActs implements HandlerExceptionResolver, Ordered {
    private static final Duration ONCE = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 10_000;

    private final Map<Act, Instant> lately = new ConcurrentHashMap<>();
    private final AuditTrail audit;
    private final Clock clock;

    RefusedActs(AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    private record Act(SchoolId school, PersonId person, String operation, String page) {}

    /** Somebody wanted what their roles do not allow. */
    record ActRefused(Actor by, String operation, String page) implements Audited {
        @Override
        public String kind() {
            return "act.refused";
        }

        @Override
        public String subject() {
            return "operation:" + operation;
        }

        @Override
        public Map<String, String> facts() {
            var facts = new TreeMap<String, String>();
            facts.put("page", page);
            facts.put("as", by.roles().stream().map(Role::name).sorted().collect(Collectors.joining(" ")));
            return facts;
        }
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    /** Resolves nothing: the page that says it is made further on. */
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        if (thrown instanceof Forbidden refused && refused.by() instanceof Actor.Somebody who) {
            var page = request.getMethod() + " " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
            if (isNew(new Act(who.school(), who.person(), refused.operation(), page))) {
                audit.now(new ActRefused(who, refused.operation(), page));
            }
        }
        return null;
    }

    private boolean isNew(Act act) {
        var now = clock.instant();
        if (lately.size() >= MOST_KEPT) {
            lately.values().removeIf(at -> at.plus(ONCE).isBefore(now));
        }
        var before = lately.put(act, now);
        return before == null || before.plus(ONCE).isBefore(now);
    }
}
