package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.procedure.Branch;
import org.schoolgate.cases.procedure.Effect;
import org.schoolgate.cases.procedure.Entry;
import org.schoolgate.cases.procedure.Paths;
import org.schoolgate.cases.procedure.Procedure;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.messages.OutsideRequest;
import org.schoolgate.messages.OutsideRequest.Kind;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;

/** Every branch of every procedure that comes with the program, walked by the people of a school over its database. */
@PageTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryProcedureTest {
    private static final Pattern WAITS =
            Pattern.compile("A step of case 20[0-9]{2}-[0-9]+(?: \\((?<kind>.+)\\))? waits for you\\.");

    private final Cast cast;
    private final Messages messages;
    private final Cases cases;
    private final CaseRegister register;
    private final CaseRequests requests;
    private final People people;
    private final Roster roster;

    private @Nullable Walked walked;

    EveryProcedureTest(
            Cast cast,
            Messages messages,
            Cases cases,
            CaseRegister register,
            CaseRequests requests,
            People people,
            Roster roster) {
        this.cast = cast;
        this.messages = messages;
        this.cases = cases;
        this.register = register;
        this.requests = requests;
        this.people = people;
        this.roster = roster;
    }

    /** What walking through everything came to, done once. */
    private record Walked(Greenfield school, Set<String> branches) {}

    private Walked walked() {
        if (walked == null) {
            var school = cast.greenfield();
            var branches = new HashSet<String>();
            school.within(() -> {
                var walkers = new Walkers(school);
                for (var procedure : Procedures.ours().all()) {
                    for (var path : Paths.of(procedure)) {
                        var file = walkers.open(procedure);
                        path.entries().forEach(entry -> walkers.say(file.id(), procedure, (Entry.Said) entry));
                        branches.addAll(walkers.branches(file, procedure));
                    }
                }
            });
            walked = new Walked(school, branches);
        }
        return walked;
    }

    @Test
    @Keeps({"INC-6", "INC-10", "SGD-6", "CMP-3", "CMP-4"})
    void everyBranchIsWalkedToItsEndByThoseWhoseStepsTheyAre() {
        var all = Procedures.ours().all().stream()
                .flatMap(procedure -> procedure.branches().stream().map(branch -> named(procedure, branch)))
                .toList();

        assertThat(all).hasSizeGreaterThan(Procedures.ours().all().size());
        assertThat(walked().branches()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    @Keeps({"INC-12", "INC-24"})
    void everyLetterOnTheWaySaysTheNumberAndTheKindAndWhereAndNothingElse() {
        var school = walked().school().school();
        var kinds = Procedures.ours().all().stream()
                .filter(procedure -> !procedure.effects().contains(Effect.Mark.SEAL))
                .map(Procedure::title)
                .toList();

        var letters = Tenants.within(school, () -> messages.outbox(school, Integer.MAX_VALUE));
        assertThat(letters.size()).isGreaterThan(300);
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.subject()).isEqualTo("A case at Greenfield Primary waits for you");
            var said = WAITS.matcher(letter.parts().getFirst().text());
            assertThat(said.matches()).as(letter.parts().toString()).isTrue();
            assertThat(said.group("kind"))
                    .satisfiesAnyOf(
                            kind -> assertThat(kind).isNull(),
                            kind -> assertThat(kind).isIn(kinds));
            assertThat(letter.parts().subList(1, letter.parts().size()))
                    .extracting(Letter.Part::text)
                    .containsExactly("Nothing about it stands in this e-mail, on purpose.", "Sign in and do it");
            assertThat(letter.parts().getLast().path()).matches("/cases/[0-9a-f-]{36}");
        });
        assertThat(letters)
                .extracting(letter -> letter.parts().getFirst().text().contains("("))
                .contains(true, false);
    }

    private static String named(Procedure procedure, Branch branch) {
        return procedure.id() + " " + branch.step() + " " + branch.answer();
    }

    /** Somebody of every role that a procedure can name. */
    private final class Walkers {
        private final List<Actor.Somebody> everybody;
        private final Actor.Somebody lead;
        private final Classroom kingfishers;

        Walkers(Greenfield school) {
            var joined = new HashMap<Role, Actor.Somebody>();
            for (var role : CasePolicy.ACCESS.rolesFor(CasePolicy.Operation.READ)) {
                if (role != Role.TEACHER) {
                    joined.put(role, adult(school, role));
                }
            }
            this.kingfishers = Classroom.kingfishers(school, people, roster);
            joined.put(Role.TEACHER, kingfishers.teacher());
            this.everybody = List.copyOf(joined.values());
            this.lead = everybody.stream()
                    .filter(one -> one.is(Role.SAFEGUARDING_LEAD))
                    .findFirst()
                    .orElseThrow();
        }

        private Actor.Somebody adult(Greenfield school, Role role) {
            var id = people.join(
                    new Actor.Schoolgate(school.school(), "The office"),
                    NewPerson.called(
                            "Mx", "", role.name(), role.name().toLowerCase(Locale.ROOT) + "@greenfield.example"),
                    role,
                    AcademicYear.of(roster.today()).firstDay());
            return new Actor.Somebody(school.school(), id, role.name(), Set.of(role), null);
        }

        CaseFile open(Procedure procedure) {
            var file = ((Opening.Opened) cases.open(lead, procedure.id(), null)).file();
            if (file.circle() == Circle.ORDINARY || file.circle() == Circle.SEALED) {
                cases.addPerson(lead, file.id(), kingfishers.pupil(0).person(), Part.VICTIM);
            }
            return file;
        }

        /** By one for whom the step waits; that there is one is what is proved. */
        void say(CaseId id, Procedure procedure, Entry.Said said) {
            var named = procedure.step(said.step()).orElseThrow().by().name();
            var doer = everybody.stream()
                    .sorted(Comparator.comparingInt(one -> likelihood(one, named)))
                    .filter(one -> waitsFor(one, id, said.step()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(procedure.id() + ": nobody does " + said.step()));
            if (procedure.step(said.step()).orElseThrow().closes()) {
                nothingIsAwaited(doer, id);
            }
            assertThat(cases.answer(doer, id, 1, said.step(), said.values(), null))
                    .as("%s, %s by %s", procedure.id(), said.step(), doer.name())
                    .isInstanceOf(Saying.WentOn.class);
        }

        /** What was asked outside is answered; otherwise a case does not close. */
        private void nothingIsAwaited(Actor.Somebody doer, CaseId id) {
            var whole = (Shown.Whole) register.show(doer, id);
            whole.requests().stream()
                    .filter(OutsideRequest::isAwaited)
                    .forEach(request -> requests.say(doer, id, request.id(), Kind.ANSWERED, "They help"));
        }

        /** Whom to ask first, so that few are asked in vain. */
        private int likelihood(Actor.Somebody one, String doer) {
            if (one.name().startsWith(doer)) {
                return 0;
            }
            return one.equals(lead) ? 1 : one.is(Role.HEAD) || one.is(Role.CHAIR_OF_GOVERNORS) ? 2 : 3;
        }

        private boolean waitsFor(Actor.Somebody one, CaseId id, String step) {
            return register.queue(one).waiting().stream()
                            .anyMatch(entry -> entry.file().id().equals(id))
                    && register.show(one, id).mine().stream()
                            .anyMatch(mine ->
                                    mine.walk() == 1 && mine.open().step().id().equals(step));
        }

        Set<String> branches(CaseFile file, Procedure procedure) {
            var reader = everybody.stream()
                    .filter(one -> !register.find(one, file.number().toString()).isEmpty())
                    .findFirst()
                    .orElseThrow();
            var one = ((Shown.Whole) register.show(reader, file.id())).one();
            assertThat(one.walks().getFirst().walk().isClosed()).isTrue();
            assertThat(one.file().isClosed()).isEqualTo(one.walks().size() == 1);
            return one.walks().getFirst().walk().branches().stream()
                    .map(branch -> named(procedure, branch))
                    .collect(Collectors.toSet());
        }
    }
}
