package org.schoolgate.cases.web;

import gg.jte.Content;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.cases.DeviceSearches;
import org.schoolgate.cases.OnCase;
import org.schoolgate.ui.Pages;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The searches of devices, where a pupil is on the case. */
@Component
@Order(4)
class SearchesPart implements CasePart {
    private final DeviceSearches searches;

    SearchesPart(DeviceSearches searches) {
        this.searches = searches;
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public Optional<Content> on(Page page) {
        return page.one().people().stream().noneMatch(OnCase::isPupil)
                ? Optional.empty()
                : Optional.of(Pages.part(
                        "cases/web/searchesPart",
                        Map.of("href", page.href() + "/searches", "searches", searches.of(page.one()))));
    }
}
