package org.schoolgate.agreements;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.agreements.AgreementsConfiguration.SignBy;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignInGate;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.PageFurniture;
import org.schoolgate.ui.Reminder;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who signs in and has not said yes to the text in force comes no further than to the signing (AGR-4): staff, other adults
 * and older pupils. Where the school gives time until a round is due, they are reminded on every page instead; whoever said
 * no is not given it. The youngest answer with their teacher, and parents come by their links.
 */
@Component
class SignFirst implements SignInGate, PageFurniture {
    private final Signers signers;
    private final Dossiers dossiers;
    private final RoundStore rounds;
    private final Settings settings;
    private final Sessions sessions;
    private final Clock clock;

    SignFirst(
            Signers signers, Dossiers dossiers, RoundStore rounds, Settings settings, Sessions sessions, Clock clock) {
        this.signers = signers;
        this.dossiers = dossiers;
        this.rounds = rounds;
        this.settings = settings;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** What somebody still owes for themselves. */
    private sealed interface Standing {
        record Fine() implements Standing {}

        /** They have until the end of that day. */
        record InTime(LocalDate due) implements Standing {}

        record Now() implements Standing {}
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Stop> stop(Actor.Somebody reader) {
        return switch (standing(reader)) {
            case Standing.Fine(), Standing.InTime _ -> Optional.empty();
            case Standing.Now() -> Optional.of(new Stop(page(reader), open(reader)));
        };
    }

    /** What is reached from the signing. Whoever puts texts in force can mend the one that they cannot sign. */
    private static List<String> open(Actor reader) {
        var open = new ArrayList<>(List.of(
                "/agreements/mine/**", "/my-account", "/my-account/**", "/password", "/found-password", "/receipts"));
        if (AgreementsAccess.ACCESS.allows(reader, Operation.APPROVE_TEXT)) {
            open.addAll(List.of("/agreements/texts", "/agreements/texts/**"));
        }
        return open;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Reminder> reminder(Actor reader) {
        return reader instanceof Actor.Somebody somebody
                        && givesTime(reader.school())
                        && standing(somebody) instanceof Standing.InTime(var due)
                ? Optional.of(new Reminder(
                        say("agreements.reminder", Dates.day(due)), say("agreements.reminder.link"), page(somebody)))
                : Optional.empty();
    }

    private static String page(Actor.Somebody reader) {
        return "/agreements/mine/" + reader.person();
    }

    private Standing standing(Actor.Somebody reader) {
        if (!isAskedAtSignIn(reader)) {
            return new Standing.Fine();
        }
        var owed = owed(reader);
        if (owed.isEmpty()) {
            return new Standing.Fine();
        }
        var due = new ArrayList<LocalDate>();
        for (var paper : owed) {
            due(reader.school(), paper).ifPresent(due::add);
        }
        return due.size() == owed.size() ? new Standing.InTime(Collections.min(due)) : new Standing.Now();
    }

    private static boolean isAskedAtSignIn(Actor.Somebody reader) {
        return reader.is(Role.PUPIL)
                ? reader.phase() == Phase.KS2
                : Signers.ownAudience(reader.roles()).isPresent();
    }

    /** An answer of one's own that is not a yes. */
    private record Owed(Audience audience, SignerState state) {}

    private List<Owed> owed(Actor.Somebody reader) {
        var school = reader.school();
        var shelf = dossiers.about(school, List.of(reader.person()));
        return signers.of(school, reader.person(), today()).stream()
                .filter(needed -> !needed.isForAnother() && shelf.asksFor(needed.audience()))
                .map(needed -> new Owed(
                        needed.audience(),
                        shelf.of(reader.person(), needed.audience())
                                .state(needed.part(), reader.person(), clock.instant())))
                .filter(owed -> !owed.state().isYes())
                .toList();
    }

    private boolean givesTime(SchoolId school) {
        return settings.get(school, AgreementsConfiguration.SIGN_BY) == SignBy.BY_THE_DUE_DATE;
    }

    private Optional<LocalDate> due(SchoolId school, Owed owed) {
        if (!givesTime(school) || owed.state().isNo()) {
            return Optional.empty();
        }
        return rounds.all(school).stream()
                .filter(round -> round.isOpen() && round.audiences().contains(owed.audience()))
                .map(Round::answerBy)
                .filter(due -> !due.isBefore(today()))
                .findFirst();
    }

    /** Another text is in force, so everybody who is signed in is asked. */
    @EventListener
    void on(AgreementEvent.TextInForce changed) {
        sessions.askGatesAgain(changed.by().school());
    }

    /** Whoever was lent a device signs for it before anything else. */
    @EventListener
    void on(StaffDevices.DeviceNamed lent) {
        sessions.askGatesAgain(lent.by().school(), lent.person());
    }

    @EventListener
    void on(AgreementEvent.Refused no) {
        askAgain(no.by(), no.signature());
    }

    @EventListener
    void on(AgreementEvent.Withdrawn no) {
        askAgain(no.by(), no.signature());
    }

    private void askAgain(Actor by, Signature no) {
        sessions.askGatesAgain(by.school(), no.by().signer());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), AcademicYear.LONDON);
    }
}
