package org.schoolgate.cases.procedure;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Field.Kind;

/** What is done in a step, and so what is written down when it is. */
public sealed interface Act {
    String ANSWER = "answer";
    String REASON = "reason";
    String HELD_BACK = "held-back";
    String RUNG = "rung";
    /** The title of a rung of the school's own, which is another one to the program. */
    String OWN = "own";

    /** Instead of a rung. */
    String NO_SANCTION = "none";

    /** What is taken, what people call it, and its sites. */
    String WHAT = "what";

    String NAME = "name";
    String SITES = "sites";

    String FROM = "from";
    String UNTIL = "until";
    String UNTIL_TIME = "until-time";

    String AT = "at";
    String NOTE = "note";

    /** To whom a referral goes, what was sent, their reference, whether they are to reply, and who was asked before. */
    String TO = "to";

    String SENT = "sent";
    String REFERENCE = "reference";
    String AWAITED = "awaited";
    String CONSULTED = "consulted";

    /** A warning that somebody has read, and says so. */
    record Acknowledge(String warning) implements Act {}

    /** Facts. */
    record WriteDown(List<Field> facts) implements Act {
        public WriteDown {
            facts = List.copyOf(facts);
        }
    }

    /** A question whose answer says how it goes on. */
    record Decide(String question, List<Answer> answers) implements Act {
        public Decide {
            answers = List.copyOf(answers);
        }

        Answer answer(String id) {
            return answers.stream()
                    .filter(answer -> answer.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no answer " + id + " to " + question));
        }

        private boolean asksWhy(@Nullable String id) {
            return answers.stream().anyMatch(answer -> answer.id().equals(id) && answer.withReason());
        }
    }

    /** A call to a body outside, by its contact card. */
    record Call(Agency agency) implements Act {}

    /** A referral to a body outside. */
    record Refer(Agency agency) implements Act {}

    /**
     * Somebody hears of it.
     *
     * @param how the manners to choose from; never none
     * @param letter the key of a letter to begin with; null where there is none
     * @param heldBackBy who may decide, with a reason, that they are not told; null where they always are
     */
    record Tell(
            Told whom,
            Set<Manner> how,
            @Nullable String letter,
            @Nullable Doer heldBackBy) implements Act {
        public Tell {
            how = Set.copyOf(how);
        }
    }

    /** A rung of the ladder, or none with a reason. */
    record Sanction(Rung.Ladder ladder) implements Act {}

    /** Something to do and tick. */
    record Tick(String label) implements Act {}

    /** The end of the case. */
    record Close() implements Act {}

    /** What the form asks before anything is said. */
    default List<Field> fields() {
        return fields(Map.of());
    }

    /**
     * What is to be written down, after what was said so far: an answer may ask for a reason.
     */
    default List<Field> fields(Map<String, String> said) {
        return switch (this) {
            case Acknowledge _ -> List.of();
            case WriteDown(var facts) -> facts;
            case Decide decide ->
                List.of(
                        Field.choice(
                                ANSWER,
                                decide.question(),
                                decide.answers().stream().map(Answer::id).toList()),
                        reason(decide.asksWhy(said.get(ANSWER))));
            case Call _ ->
                List.of(
                        Field.required(AT, say("cases.act.field.call.at"), Kind.TIME),
                        Field.required("spoken-to", say("cases.act.field.call.spoken-to"), Kind.PERSON),
                        Field.optional(REFERENCE, say("cases.act.field.reference"), Kind.TEXT),
                        Field.optional(NOTE, say("cases.act.field.call.note"), Kind.LONG_TEXT));
            case Refer _ ->
                List.of(
                        Field.required(AT, say("cases.act.field.refer.at"), Kind.TIME),
                        Field.required(SENT, say("cases.act.field.refer.sent"), Kind.LONG_TEXT),
                        Field.optional(REFERENCE, say("cases.act.field.reference"), Kind.TEXT),
                        Field.required(AWAITED, say("cases.act.field.refer.awaited"), Kind.YES_NO));
            case Tell tell -> telling(tell, said);
            case Sanction(var ladder) -> sanction(ladder, said);
            case Tick _ -> List.of(Field.optional(NOTE, say("cases.act.field.note"), Kind.LONG_TEXT));
            case Close _ ->
                List.of(
                        Field.required("outcome", say("cases.act.field.close.outcome"), Kind.LONG_TEXT),
                        Field.optional("lessons", say("cases.act.field.close.lessons"), Kind.LONG_TEXT),
                        Field.required("policy-review", say("cases.act.field.close.policy-review"), Kind.YES_NO));
        };
    }

    private static List<Field> telling(Tell tell, Map<String, String> said) {
        var note = Field.optional(NOTE, say("cases.act.field.note"), Kind.LONG_TEXT);
        var told = Stream.of(
                Field.required(AT, say("cases.act.field.tell.at"), Kind.TIME),
                Field.choice("how", say("cases.act.field.tell.how"), words(tell.how())),
                note);
        if (tell.heldBackBy() == null) {
            return told.toList();
        }
        var heldBack = Field.optional(HELD_BACK, say("cases.act.field.tell.held-back"), Kind.YES_NO);
        return Field.YES.equals(said.get(HELD_BACK))
                ? List.of(heldBack, reason(true), note)
                : Stream.concat(told, Stream.of(heldBack, reason(false))).toList();
    }

    private static List<Field> sanction(Rung.Ladder ladder, Map<String, String> said) {
        var rungs = Stream.concat(ladder.rungs().stream().map(Rung::word), Stream.of(NO_SANCTION));
        var fields = new ArrayList<Field>();
        fields.add(Field.choice(RUNG, say("cases.act.field.sanction.rung"), rungs.toList()));
        var chosen = Rung.of(said.get(RUNG));
        var own = chosen.filter(Rung.OTHER::equals).isPresent() && said.containsKey(OWN);
        if (own) {
            fields.addAll(takingOfOwn(said));
        } else if (said.get(RUNG) == null) {
            fields.addAll(taking(Rung.PROGRAM_OR_MACHINE_OFF, said, false));
        } else if (chosen.filter(Rung::takes).isPresent()) {
            fields.addAll(taking(chosen.get(), said, true));
        } else if (chosen.filter(Rung.REFERRAL::equals).isPresent()) {
            fields.addAll(referring(ladder));
        }
        var other = chosen.filter(Rung.OTHER::equals).isPresent();
        if (other) {
            fields.add(Field.optional(OWN, say("cases.act.field.sanction.own"), Kind.TEXT));
        }
        fields.add(reason(NO_SANCTION.equals(said.get(RUNG)) || (other && !said.containsKey(OWN))));
        return List.copyOf(fields);
    }

    /** To whom, after asking whom. All may be empty for the walk: what is kept from before asked nothing of it. */
    private static List<Field> referring(Rung.Ladder ladder) {
        return List.of(
                new Field(
                        TO,
                        say("cases.act.field.sanction.agency"),
                        false,
                        Kind.CHOICE,
                        ladder.agencies().stream().map(Agency::word).toList()),
                Field.optional(CONSULTED, say("cases.act.field.sanction.consulted"), Kind.LONG_TEXT),
                Field.optional(AT, say("cases.act.field.refer.at"), Kind.TIME),
                Field.optional(SENT, say("cases.act.field.refer.sent"), Kind.LONG_TEXT),
                Field.optional(REFERENCE, say("cases.act.field.reference"), Kind.TEXT),
                Field.optional(AWAITED, say("cases.act.field.refer.awaited"), Kind.YES_NO));
    }

    /** What is taken and for how long, where a sanction takes something. */
    private static List<Field> taking(Rung rung, Map<String, String> said, boolean chosen) {
        var fields = new ArrayList<Field>();
        var part = rung == Rung.PROGRAM_OR_MACHINE_OFF;
        if (part) {
            fields.add(new Field(
                    WHAT,
                    say("cases.act.field.sanction.what"),
                    chosen,
                    Kind.CHOICE,
                    Taken.PARTS.stream().map(Taken::word).toList()));
        }
        var sites = Taken.SITES.word().equals(said.get(WHAT));
        var named = sites || Taken.MACHINES.word().equals(said.get(WHAT));
        if (rung == Rung.GROUP_LEFT || (part && (named || !chosen))) {
            fields.add(new Field(NAME, say("cases.act.field.sanction.name"), chosen, Kind.TEXT, List.of()));
        }
        if (part && (sites || !chosen)) {
            fields.add(new Field(SITES, say("cases.act.field.sanction.sites"), chosen, Kind.LONG_TEXT, List.of()));
        }
        fields.add(Field.optional(FROM, say("cases.act.field.sanction.from"), Kind.DAY));
        fields.add(Field.optional(UNTIL, say("cases.act.field.sanction.until"), Kind.DAY));
        fields.add(Field.optional(UNTIL_TIME, say("cases.act.field.sanction.until-time"), Kind.CLOCK));
        return fields;
    }

    /** The same of a rung of the school's own: what it takes its ladder says, and may be nothing. */
    private static List<Field> takingOfOwn(Map<String, String> said) {
        var sites = Taken.SITES.word().equals(said.get(WHAT));
        var named = sites || Taken.MACHINES.word().equals(said.get(WHAT));
        return List.of(
                new Field(
                        WHAT,
                        say("cases.act.field.sanction.what"),
                        false,
                        Kind.CHOICE,
                        Arrays.stream(Taken.values()).map(Taken::word).toList()),
                new Field(NAME, say("cases.act.field.sanction.name"), named, Kind.TEXT, List.of()),
                new Field(SITES, say("cases.act.field.sanction.sites"), sites, Kind.LONG_TEXT, List.of()),
                Field.optional(FROM, say("cases.act.field.sanction.from"), Kind.DAY),
                Field.optional(UNTIL, say("cases.act.field.sanction.until"), Kind.DAY),
                Field.optional(UNTIL_TIME, say("cases.act.field.sanction.until-time"), Kind.CLOCK));
    }

    private static List<String> words(Set<Manner> manners) {
        return manners.stream().sorted().map(Manner::word).toList();
    }

    private static Field reason(boolean required) {
        return new Field(REASON, say("cases.act.field.reason"), required, Kind.LONG_TEXT, List.of());
    }
}
