package org.schoolgate.agreements;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Words;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people ask before they sign, and what the school answers (AGR-9). */
@Service
public class Questions {
    /** Who is written to when somebody asks; anybody who may answer sees it on the page too. */
    private static final Set<Role> HEARS = Set.of(Role.ONLINE_SAFETY_COORDINATOR, Role.HEAD);

    private static final Duration ANSWER_LINK_LASTS = Duration.ofDays(30);

    private final AskStore asks;
    private final Signatures signatures;
    private final Dossiers dossiers;
    private final Ledger ledger;
    private final Messages messages;
    private final OneTimeLinks links;
    private final Roster roster;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Questions(
            AskStore asks,
            Signatures signatures,
            Dossiers dossiers,
            Ledger ledger,
            Messages messages,
            OneTimeLinks links,
            Roster roster,
            ApplicationEventPublisher events,
            Clock clock) {
        this.asks = asks;
        this.signatures = signatures;
        this.dossiers = dossiers;
        this.ledger = ledger;
        this.messages = messages;
        this.links = links;
        this.roster = roster;
        this.events = events;
        this.clock = clock;
    }

    /** A question that waits for an answer. */
    public record Open(AskId ask, Needed needed, Step.QuestionAsked question, Person asker, Person about) {}

    /** Asks the school something before answering. */
    @Transactional
    public void ask(Actor actor, PersonId subject, Audience audience, String words) {
        var errand = signatures.errand(actor, subject);
        var paper = errand.paper(audience).orElseThrow(() -> new NotFound("paper " + audience));
        var school = actor.school();
        var newest = dossiers.about(school, List.of(subject)).asksFor(paper.needed()).stream()
                .reduce((earlier, later) -> later);
        var ask = ledger.happen(school, paper.needed(), newest, new Step.QuestionAsked(clock.instant(), words.strip()));
        events.publishEvent(new AgreementEvent.QuestionAsked(
                actor, ask, subject, paper.needed().part()));
        for (var hearer : roster.holders(school, HEARS, roster.today())) {
            messages.email(
                    school,
                    hearer.id(),
                    Words.in(
                            messages.languageOf(school, hearer.id()),
                            () -> Letter.of("agreements.question")
                                    .line(say("agreements.question.text"))
                                    .button(say("agreements.question.open"), "/agreements/questions")));
        }
    }

    /** What people wait to hear, the longest waiting first. */
    @Transactional(readOnly = true)
    public List<Open> open(Actor actor) {
        AgreementsAccess.ACCESS.require(actor, Operation.ANSWER_QUESTIONS);
        var school = actor.school();
        return asks.withOpenQuestion(school).stream()
                .flatMap(ask -> open(actor, ask).stream())
                .sorted(Comparator.comparing(open -> open.question().at()))
                .toList();
    }

    private Optional<Open> open(Actor actor, Ask ask) {
        if (!(ask.state() instanceof SignerState.Question(var at, var words))) {
            return Optional.empty();
        }
        var known = roster.persons(
                actor.school(), List.of(ask.needed().signer(), ask.needed().subject()));
        var asker = known.get(ask.needed().signer());
        var about = known.get(ask.needed().subject());
        return asker == null || about == null
                ? Optional.empty()
                : Optional.of(new Open(ask.id(), ask.needed(), new Step.QuestionAsked(at, words), asker, about));
    }

    /** Answers a question, unless somebody has by now; the asker gets the words by letter and can then answer in turn. */
    @Transactional
    public Answering answer(Actor actor, AskId id, String words) {
        AgreementsAccess.ACCESS.require(actor, Operation.ANSWER_QUESTIONS);
        asks.lock(id);
        var ask = asks.find(actor.school(), id).orElseThrow(() -> new NotFound("ask " + id));
        if (ask.state() instanceof SignerState.Question) {
            send(actor, ask, words.strip());
            return new Answering.Sent();
        }
        var answered = ask.answered().orElseThrow(() -> new NotFound("question of ask " + id));
        boolean pressedTwice = actor.personId().filter(answered.by()::equals).isPresent()
                && answered.words().equals(words.strip());
        return pressedTwice ? new Answering.Sent() : answered(actor.school(), ask, answered);
    }

    private Answering answered(SchoolId school, Ask ask, Step.QuestionAnswered answered) {
        var needed = ask.needed();
        var known = roster.persons(school, List.of(needed.signer(), needed.subject(), answered.by()));
        return new Answering.AnsweredAlready(
                ask.id(),
                ask.asked().orElseThrow(),
                nameIn(known, needed.signer()),
                nameIn(known, needed.subject()),
                answered,
                nameIn(known, answered.by()));
    }

    private static String nameIn(Map<PersonId, Person> known, PersonId who) {
        var person = known.get(who);
        return person == null
                ? say("agreements.answered.somebody")
                : person.name().shown();
    }

    /** Says something more to a question that somebody has answered; it goes to the asker as another letter. */
    @Transactional
    public void answerAsWell(Actor actor, AskId id, String words) {
        AgreementsAccess.ACCESS.require(actor, Operation.ANSWER_QUESTIONS);
        var ask = asks.find(actor.school(), id)
                .filter(one -> one.answered().isPresent())
                .orElseThrow(() -> new NotFound("answered question of ask " + id));
        send(actor, ask, words.strip());
    }

    private void send(Actor actor, Ask ask, String words) {
        var school = actor.school();
        var by = actor.personId().orElseThrow(() -> new Forbidden(actor, "answer without being somebody"));
        asks.happen(school, ask.id(), new Step.QuestionAnswered(clock.instant(), by, words));
        events.publishEvent(new AgreementEvent.QuestionAnswered(
                actor, ask.id(), ask.needed().subject()));
        var signer = ask.needed().signer();
        var path = "/agreements/mine/" + ask.needed().subject();
        var letter = Words.in(
                messages.languageOf(school, signer),
                () -> Letter.of("agreements.answer")
                        .line(say("agreements.answer.from", actor.name()))
                        .line(words));
        if (ask.needed().isForAnother()) {
            messages.email(
                    school,
                    signer,
                    letter.linkButton(say("agreements.letter.open")),
                    links.issue(
                            actor,
                            signer,
                            AgreementsConfiguration.SIGNING,
                            "person:" + ask.needed().subject(),
                            path,
                            ANSWER_LINK_LASTS));
        } else {
            messages.email(school, signer, letter.button(say("agreements.letter.open"), path));
        }
    }
}
