package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.kernel.Actor;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Dates;
import org.springframework.stereotype.Component;

/** The helpdesk and the grid outside the school, who get each decision about a site in one letter. */
@Component
class Helpdesk {
    private final Messages messages;
    private final Settings settings;

    Helpdesk(Messages messages, Settings settings) {
        this.messages = messages;
        this.settings = settings;
    }

    /** Writes to whom the school has an address for; says to whom, empty where there is none. */
    Optional<String> tell(Actor by, SiteReport report, boolean confirmed, String reason, Instant at) {
        var addresses = Stream.of(
                        settings.get(by.school(), FilteringSettings.HELPDESK),
                        settings.get(by.school(), FilteringSettings.GRID))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .distinct()
                .toList();
        var letter = Letter.of("filtering.site-report")
                .line(say("filtering.site-report.what", report.url(), report.reference()))
                .line(say("filtering.site-report.when", Dates.moment(report.at())))
                .line(
                        report.content().isEmpty()
                                ? say("filtering.site-report.no-content")
                                : say("filtering.site-report.content", report.content()))
                .line(
                        confirmed
                                ? say("filtering.site-report.confirmed", Dates.moment(at), reason)
                                : say("filtering.site-report.dismissed", Dates.moment(at), reason))
                .line(say("filtering.site-report.answer", report.reference()));
        addresses.forEach(address -> messages.emailOutside(by.school(), say("filtering.helpdesk"), address, letter));
        return addresses.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", addresses));
    }
}
