package org.schoolgate.access;

import static org.schoolgate.ui.Words.say;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.Deciders;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.PermissionKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Dates;
import org.springframework.stereotype.Component;

/** A pupil asks to go online where pupils do so only with an adult (ACC-18): the adults of their classes say yes for a while. */
@Component
class GoOnlineKind implements PermissionKind {
    static final String KEY = "access.go-online";

    private final Roster roster;
    private final Settings settings;

    GoOnlineKind(Roster roster, Settings settings) {
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
        var adults = new HashSet<PersonId>();
        forWhom.people().stream()
                .flatMap(pupil -> roster.classesOf(school, pupil, today).stream())
                .map(SchoolClass::id)
                .flatMap(one -> Stream.of(ClassPart.TEACHER, ClassPart.HELPER)
                        .flatMap(part -> roster.adultsOf(school, one, part, today).stream()))
                .map(Person::id)
                .forEach(adults::add);
        return new Deciders(adults, Set.of(), Set.of());
    }

    @Override
    public Duration longest(SchoolId school) {
        return Duration.ofMinutes(settings.get(school, AccessSettings.MOST_MINUTES))
                .plus(Duration.ofMinutes(settings.get(school, AccessSettings.ASK_MINUTES)));
    }

    @Override
    public boolean changesPolicy() {
        return true;
    }

    @Override
    public String title(Permission permission) {
        return say("access.go.title", permission.request().byName());
    }

    @Override
    public String effect(Permission permission) {
        var request = permission.request();
        return say("access.go.effect", request.byName(), Dates.time(request.until()));
    }
}
