package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Words;
import org.springframework.stereotype.Component;

/**
 * Tells people that a step waits for them: its case's number and kind, and where it is. What it is about is not in the
 * letter, and of a case that not everybody of its roles reads not even the kind.
 */
@Component
class CaseLetters {
    private final Messages messages;
    private final Viewers viewers;

    CaseLetters(Messages messages, Viewers viewers) {
        this.messages = messages;
        this.viewers = viewers;
    }

    /** Something waits for people for whom it did not before; nobody is told of what they did themselves. */
    void begun(CaseFacts before, CaseFacts now, @Nullable PersonId by) {
        viewers.forWhomNew(before, now).stream()
                .filter(person -> !person.equals(by))
                .forEach(person -> write(now.file(), person, "cases.waits"));
    }

    /** Whoever told it from outside has written more: to those who have to do with it now, or else to all who read it. */
    void wroteAgain(CaseFacts facts) {
        var now = viewers.forWhom(facts, facts.waiting());
        (now.isEmpty() ? viewers.readers(facts) : now)
                .forEach(person -> write(facts.file(), person, "cases.wrote-again"));
    }

    /** Old mail is going that the case needs: to those for whom something waits in it, or else to all who read it. */
    void oldMail(CaseFacts facts) {
        var now = viewers.forWhom(facts, facts.waiting());
        (now.isEmpty() ? viewers.readers(facts) : now).forEach(person -> write(facts.file(), person, "cases.old-mail"));
    }

    /** Somebody asks who wrote it: to those who may say yes or no to that. */
    void whoIsAsked(CaseFacts facts, PersonId asker) {
        viewers.releasers(facts, asker).forEach(person -> write(facts.file(), person, "cases.who-asked"));
    }

    /** Somebody learned who wrote it without having asked, to protect a child: to those whom they would have asked. */
    void whoInDanger(CaseFacts facts, PersonId reader) {
        viewers.releasers(facts, reader).forEach(person -> write(facts.file(), person, "cases.who-danger"));
    }

    /** It was decided whether whoever asked may know. */
    void whoDecided(CaseFacts facts, PersonId asker) {
        write(facts.file(), asker, "cases.who-decided");
    }

    /** The words of a file that goes to another school were tried in vain too often: to whoever sent it. */
    void transferLocked(CaseFacts facts, PersonId sender) {
        write(facts.file(), sender, "cases.transfer-locked");
    }

    /** What somebody is to do after a case, or is late with: its sentence is read behind the sign-in. */
    void action(CaseFile file, FollowUp.Action action, PersonId to, String kind) {
        messages.email(
                file.school(),
                to,
                Words.in(
                        messages.languageOf(file.school(), to),
                        () -> Letter.of(kind)
                                .line(say(kind + ".line", Dates.day(action.due())))
                                .line(say("cases.mail.nothing"))
                                .button(
                                        say("cases.action.open"),
                                        to.equals(action.owner()) ? "/actions" : "/cases/" + file.id())));
    }

    /** A step is late, or whose it was is away, and another's turn has come. Answers with whom. */
    Set<PersonId> turn(CaseFacts facts, Waiting step, int turn) {
        var people = viewers.forWhom(facts, List.of(step.ofTurn(turn)));
        people.forEach(person -> write(facts.file(), person, "cases.turn"));
        return people;
    }

    private void write(CaseFile file, PersonId to, String kind) {
        var school = file.school();
        messages.email(
                school,
                to,
                Words.in(
                        messages.languageOf(school, to),
                        () -> Letter.of(kind)
                                .line(say(kind + ".line", named(file)))
                                .line(say("cases.mail.nothing"))
                                .button(say("cases.waits.open"), "/cases/" + file.id())));
    }

    private static String named(CaseFile file) {
        return file.circle() == Circle.ORDINARY
                ? say("cases.named", file.number(), file.title())
                : file.number().toString();
    }
}
