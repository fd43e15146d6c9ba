package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.Deciders;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.PermissionKind;
import org.schoolgate.permissions.Wish;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Problems;
import org.springframework.stereotype.Component;

/**
 * A pupil asks for a site (permission 28): their teachers decide, for that pupil and a few hours. What the school closes to
 * the pupil by category a teacher passes on to whoever decides un-blocks.
 */
@Component
class PupilAskKind implements PermissionKind {
    static final String KEY = "filtering.pupil-ask";

    private final Lists lists;
    private final FilterProfiles profiles;
    private final Roster roster;
    private final Settings settings;

    PupilAskKind(Lists lists, FilterProfiles profiles, Roster roster, Settings settings) {
        this.lists = lists;
        this.profiles = profiles;
        this.roster = roster;
        this.settings = settings;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public boolean mayBeAskedBy(Actor actor) {
        return actor.is(Role.PUPIL);
    }

    @Override
    public Deciders deciders(SchoolId school, ForWhom forWhom) {
        var today = roster.today();
        var teachers = new HashSet<PersonId>();
        forWhom.people().stream()
                .flatMap(pupil -> roster.classesOf(school, pupil, today).stream())
                .flatMap(one -> roster.adultsOf(school, one.id(), ClassPart.TEACHER, today).stream())
                .map(Person::id)
                .forEach(teachers::add);
        return new Deciders(teachers, Set.of(), settings.get(school, FilteringSettings.UNBLOCK_DECIDED_BY));
    }

    @Override
    public Duration longest(SchoolId school) {
        return Duration.ofHours(settings.get(school, FilteringSettings.PUPIL_ASK_HOURS));
    }

    @Override
    public Problems against(Actor asker, Wish wish) {
        var problems = Problems.none();
        for (var site : wish.things()) {
            problems.when(Site.withPath(site).filter(site::equals).isEmpty(), "site", say("filtering.site.unreadable"))
                    .when(lists.isIllegal(Site.hostOf(site)), "site", say("filtering.pupil-ask.never"));
        }
        return problems;
    }

    /** A teacher opens what is closed until somebody agreed; what is closed by category is the un-block deciders' alone. */
    @Override
    public Problems against(Actor decider, Permission permission, List<String> things) {
        var school = permission.school();
        var deciders = settings.get(school, FilteringSettings.UNBLOCK_DECIDED_BY);
        var problems = Problems.none();
        for (var site : things) {
            problems.when(lists.isIllegal(Site.hostOf(site)), "things", say("filtering.site.illegal"));
            boolean closed = decider.roles().stream().noneMatch(deciders::contains) && isClosed(permission, site);
            problems.when(closed, "things", say("filtering.pupil-ask.pass-on", site));
        }
        return problems;
    }

    private boolean isClosed(Permission permission, String site) {
        var school = permission.school();
        var phase = roster.phase(school, permission.request().by(), roster.today());
        var group = phase.map(one -> switch (one) {
                    case EYFS -> ReaderGroup.EYFS;
                    case KS1 -> ReaderGroup.KS1;
                    case KS2 -> ReaderGroup.KS2;
                })
                .orElse(ReaderGroup.EYFS);
        var profile = profiles.one(school, group);
        return lists.siteCategoriesOf(Site.hostOf(site)).stream()
                .anyMatch(category -> profile.of(category) == Treatment.CLOSED);
    }

    @Override
    public boolean changesPolicy() {
        return true;
    }

    @Override
    public String title(Permission permission) {
        return say(
                "filtering.unblock.title-one",
                permission.request().things().getFirst(),
                permission.request().byName());
    }

    @Override
    public String effect(Permission permission) {
        var request = permission.request();
        return say("filtering.pupil-ask.effect", request.byName(), Dates.moment(request.until()));
    }
}
