package org.schoolgate.roster.imports;

import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.RosterSettings;
import org.schoolgate.roster.imports.ImportStore.Row;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Component;

/** Works out what an import would do to the school as it is now. */
@Component
class Plans {
    private final ImportStore store;
    private final Roster roster;
    private final Settings settings;

    Plans(ImportStore store, Roster roster, Settings settings) {
        this.store = store;
        this.roster = roster;
        this.settings = settings;
    }

    Plan of(SchoolId school, Row row) {
        var content = store.staged(school, row.id(), FileContent.class);
        var rules = new Planner.Rules(
                settings.get(school, RosterSettings.LEAVERS_LIMIT),
                settings.get(school, RosterSettings.LEAVERS_STOP),
                settings.get(school, RosterSettings.LAST_YEAR));
        return Planner.plan(content, roster.census(school, row.effective()), rules);
    }
}
