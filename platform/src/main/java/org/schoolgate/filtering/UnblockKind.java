package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.Deciders;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.PermissionKind;
import org.schoolgate.permissions.Wish;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Problems;
import org.springframework.stereotype.Component;

/** Opening a closed site for a class until a date (FIL-4, FIL-5): staff ask, the coordinator decides unless set otherwise. */
@Component
class UnblockKind implements PermissionKind {
    static final String KEY = "filtering.unblock";

    private final Lists lists;
    private final Settings settings;

    UnblockKind(Lists lists, Settings settings) {
        this.lists = lists;
        this.settings = settings;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public boolean mayBeAskedBy(Actor actor) {
        return actor.roles().stream().anyMatch(Role::isStaff);
    }

    @Override
    public Deciders deciders(SchoolId school, ForWhom forWhom) {
        return Deciders.of(
                settings.get(school, FilteringSettings.UNBLOCK_DECIDED_BY),
                settings.get(school, FilteringSettings.UNBLOCK_DEPUTIES));
    }

    @Override
    public Duration longest(SchoolId school) {
        return Duration.ofDays(settings.get(school, FilteringSettings.UNBLOCK_DAYS));
    }

    @Override
    public List<EvidenceField> evidence() {
        return List.of(
                new EvidenceField("checked", "filtering.unblock.checked", true),
                new EvidenceField("topic", "filtering.unblock.topic", false));
    }

    @Override
    public Problems against(Actor asker, Wish wish) {
        return refused(wish.things());
    }

    @Override
    public Problems against(Actor decider, Permission permission, List<String> things) {
        return refused(things);
    }

    private Problems refused(List<String> sites) {
        var problems = Problems.none().when(sites.isEmpty(), "things", say("filtering.site.unreadable"));
        for (var site : sites) {
            problems.when(
                            Site.withPath(site).filter(site::equals).isEmpty(),
                            "things",
                            say("filtering.site.unreadable"))
                    .when(lists.isIllegal(Site.hostOf(site)), "things", say("filtering.site.illegal"));
        }
        return problems;
    }

    @Override
    public boolean changesPolicy() {
        return true;
    }

    @Override
    public String title(Permission permission) {
        var request = permission.request();
        return request.things().size() == 1
                ? say(
                        "filtering.unblock.title-one",
                        request.things().getFirst(),
                        request.forWhom().label())
                : say(
                        "filtering.unblock.title",
                        request.things().size(),
                        request.forWhom().label());
    }

    @Override
    public String effect(Permission permission) {
        var request = permission.request();
        return say(
                "filtering.unblock.effect",
                request.things().size(),
                request.forWhom().label(),
                Dates.moment(request.until()));
    }

    @Override
    public Map<String, List<Finding>> findings(Permission permission) {
        var findings = new LinkedHashMap<String, List<Finding>>();
        for (var site : permission.request().things()) {
            var categories = lists.siteCategoriesOf(Site.hostOf(site));
            findings.put(
                    site,
                    List.of(new Finding(
                            say("filtering.unblock.listed"),
                            categories.isEmpty()
                                    ? say("filtering.unblock.not-listed")
                                    : categories.stream()
                                            .map(SiteCategory::label)
                                            .collect(Collectors.joining(", ")))));
        }
        return findings;
    }
}
