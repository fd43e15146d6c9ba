package org.schoolgate.access;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.schoolgate.access.AccessPolicies.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.ListTaken;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.signin.Sessions;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The current register of everybody with access (ACC-1), for the people who may see it, and a class of it for its adults. */
@Service
@Transactional(readOnly = true)
public class AccessRegister {
    private final Access access;
    private final SupervisedTime time;
    private final Roster roster;
    private final Sessions sessions;
    private final GoingOnline asking;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AccessRegister(
            Access access,
            SupervisedTime time,
            Roster roster,
            Sessions sessions,
            GoingOnline asking,
            ApplicationEventPublisher events,
            Clock clock) {
        this.access = access;
        this.time = time;
        this.roster = roster;
        this.sessions = sessions;
        this.asking = asking;
        this.events = events;
        this.clock = clock;
    }

    /** The register to take away, narrowed in the same way; that somebody did is on the record. */
    @Transactional
    public List<ReaderAccess> take(Actor actor, String part, String schoolClass) {
        var taken = all(actor, part, schoolClass);
        events.publishEvent(ListTaken.ofSchool(
                actor, "register", Map.of("search", part.strip(), "class", schoolClass), taken.size()));
        return taken;
    }

    /** Everybody on the register whose name holds {@code part}, by name; of one class, where its id is given. */
    public List<ReaderAccess> all(Actor actor, String part, String schoolClass) {
        AccessPolicies.ACCESS.require(actor, Operation.SEE_REGISTER);
        var wanted = part.strip().toLowerCase(Locale.UK);
        return access.readers(actor.school(), clock.instant()).stream()
                .filter(reader -> reader.name().full().toLowerCase(Locale.UK).contains(wanted))
                .filter(reader -> schoolClass.isEmpty()
                        || reader.classes().stream()
                                .anyMatch(id -> id.toString().equals(schoolClass)))
                .toList();
    }

    /** Who of a class is signed in now, for the same adults. */
    public WhoIsIn whoIsIn(Actor.Somebody actor, ClassId id) {
        var schoolClass = seen(actor, id);
        var school = actor.school();
        var pupils = roster.pupilsOf(school, id, roster.today());
        return new WhoIsIn(
                schoolClass,
                clock.instant(),
                time.of(school, id).orElse(null),
                pupils,
                sessions.signedIn(school, pupils.stream().map(Pupil::id).toList()),
                asking.waiting(actor, id));
    }

    /** The class, if the actor is an adult of it or sees everybody. */
    private SchoolClass seen(Actor.Somebody actor, ClassId id) {
        AccessPolicies.ACCESS.require(actor, Operation.SEE_OWN_CLASSES);
        var school = actor.school();
        return roster.schoolClass(school, id)
                .filter(_ -> AccessPolicies.isEverybodys(actor)
                        || roster.isAdultOf(school, actor.person(), id, roster.today()))
                .orElseThrow(() -> new NotFound("class " + id));
    }

    /** A class now, for an adult of it or for those who see everybody. Another class is not there. */
    public ClassToday classToday(Actor.Somebody actor, ClassId id) {
        var schoolClass = seen(actor, id);
        var school = actor.school();
        var now = clock.instant();
        var ofClass = roster.pupilsOf(school, id, roster.today()).stream()
                .map(Pupil::id)
                .toList();
        var pupils = access.readers(school, ofClass, now).stream()
                .filter(reader -> reader.kind().isPupil() && reader.classes().contains(id))
                .toList();
        return new ClassToday(schoolClass, now, pupils, time.of(school, id).orElse(null));
    }
}
