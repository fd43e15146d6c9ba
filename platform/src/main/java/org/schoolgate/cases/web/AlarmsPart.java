package org.schoolgate.cases.web;

import gg.jte.Content;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.ui.Pages;
import org.springframework.stereotype.Component;

/** Whom the program rings about a case. */
@Component
class AlarmsPart implements CasePart {
    @Override
    public Place place() {
        return Place.FIRST;
    }

    @Override
    public Optional<Content> on(Page page) {
        var alarms = page.shown().alarms();
        return alarms.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Pages.part("cases/web/alarmsPart", Map.of("alarms", alarms.reversed(), "now", page.now())));
    }
}
