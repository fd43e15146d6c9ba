package org.schoolgate.messages;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.OutsideRequest.Kind;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.ui.Words;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells whoever asked outside that no answer has come, once it is late and then every third day. */
@Component
class OutsideRequestClock implements SchoolJob {
    private static final Duration AGAIN = Duration.ofDays(3);

    private final OutsideRequests requests;
    private final Messages messages;
    private final TransactionTemplate transaction;
    private final Clock clock;

    OutsideRequestClock(OutsideRequests requests, Messages messages, TransactionTemplate transaction, Clock clock) {
        this.requests = requests;
        this.messages = messages;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "messages.outside-requests";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run(SchoolId school) {
        var now = clock.instant();
        transaction.executeWithoutResult(_ -> requests.awaited(school).stream()
                .filter(request -> isDue(request, now))
                .forEach(this::remind));
    }

    private static boolean isDue(OutsideRequest request, Instant now) {
        return request.isLate(now)
                && request.lastAsked().map(at -> !now.isBefore(at.plus(AGAIN))).orElse(true);
    }

    private void remind(OutsideRequest request) {
        var school = request.school();
        messages.email(
                school,
                request.by(),
                Words.in(
                        messages.languageOf(school, request.by()),
                        () -> Letter.of("messages.outside")
                                .line(say("messages.outside.letter"))
                                .line(say("messages.outside.what-now"))
                                .button(say("messages.outside.look"), request.path())));
        requests.say(new Actor.Schoolgate(school, "Schoolgate"), request, Kind.REMINDED, "");
    }
}
