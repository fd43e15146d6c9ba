package org.schoolgate.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.schoolgate.agreements.AgreementText.State;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Fingerprint;
import org.schoolgate.agreements.wording.Library;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.roster.Caution;
import org.schoolgate.testing.Keeps;

/**
 * Every combination of who somebody is, who looks after them, what each of them answered, what became of the text, and
 * the time, held against a plain statement of the rule.
 */
@Keeps({"AGR-6", "AGR-11", "AGR-22"})
class AgreementMatrixTest {
    private static final AcademicYear YEAR = new AcademicYear(2026);
    private static final Instant SIGNED =
            YEAR.firstDay().atStartOfDay(AcademicYear.LONDON).plusDays(9).toInstant();
    private static final Instant REPLACED = SIGNED.plus(Duration.ofDays(60));
    private static final Instant COUNTS_UNTIL = REPLACED.plus(Duration.ofDays(14));
    private static final PersonId SUBJECT = PersonId.random();
    private static final PersonId FIRST = PersonId.random();
    private static final PersonId SECOND = PersonId.random();

    private enum History {
        NOTHING,
        YES,
        NO,
        YES_THEN_WITHDRAWN,
        NO_THEN_YES
    }

    private enum Guardians {
        NONE,
        ONE,
        TWO,
        CONFLICT,
        COURT_ORDER,
        BARRED_BY_ORDER
    }

    private enum Version {
        SAME,
        MINOR,
        MAJOR_IN_GRACE,
        MAJOR
    }

    private enum Moment {
        THIS_YEAR,
        NEXT_YEAR
    }

    private record Cell(
            Audience audience,
            boolean childSigns,
            boolean everyGuardian,
            boolean yearly,
            Guardians guardians,
            History own,
            History first,
            History second,
            Version version,
            Moment moment) {

        /** The rule as a head teacher would say it. */
        boolean expected() {
            return audience.isPupils() ? (!childSigns || yes(own)) && familySaysYes() : yes(own);
        }

        private boolean familySaysYes() {
            return switch (guardians) {
                case NONE, COURT_ORDER -> false;
                case ONE, BARRED_BY_ORDER -> yes(first);
                case TWO ->
                    everyGuardian
                            ? yes(first) && yes(second)
                            : (yes(first) || yes(second)) && !no(first) && !no(second);
                case CONFLICT -> yes(first) && yes(second);
            };
        }

        private boolean lasts() {
            return switch (moment) {
                case THIS_YEAR -> version != Version.MAJOR;
                case NEXT_YEAR -> !yearly && (version == Version.SAME || version == Version.MINOR);
            };
        }

        private boolean yes(History history) {
            return (history == History.YES || history == History.NO_THEN_YES) && lasts();
        }

        private boolean no(History history) {
            return (history == History.NO || history == History.YES_THEN_WITHDRAWN) && lasts();
        }

        AgreementInForce actual() {
            var signatures = new ArrayList<Signature>();
            if (audience.isPupils()) {
                answer(signatures, SUBJECT, Part.PUPIL, own);
                answer(signatures, FIRST, Part.PARENT_FOR_CHILD, first);
                answer(signatures, SECOND, Part.PARENT_FOR_CHILD, second);
            } else {
                answer(signatures, SUBJECT, Part.OWN, own);
            }
            var rules = new SigningRules(childSigns ? Set.of(Phase.values()) : Set.of(), everyGuardian, yearly);
            var dossier =
                    new Dossier(SUBJECT, Counting.of(audience, versions()), rules, signatures, List.of(), List.of());
            return audience.phase()
                    .map(phase -> dossier.ofPupil(phase, family(), at()))
                    .orElseGet(() -> dossier.ofAdult(at()));
        }

        private Instant at() {
            return switch (moment) {
                case THIS_YEAR ->
                    version == Version.MAJOR_IN_GRACE ? COUNTS_UNTIL.minusSeconds(1) : COUNTS_UNTIL.plusSeconds(1);
                case NEXT_YEAR -> YEAR.end().plusSeconds(1);
            };
        }

        private List<Carer> family() {
            var one = new Carer(FIRST, true, Caution.NONE);
            return switch (guardians) {
                case NONE -> List.of();
                case ONE -> List.of(one);
                case TWO -> List.of(one, new Carer(SECOND, true, Caution.NONE));
                case CONFLICT -> List.of(one, new Carer(SECOND, true, Caution.CONFLICT));
                case COURT_ORDER -> List.of(one, new Carer(SECOND, true, Caution.COURT_ORDER));
                case BARRED_BY_ORDER -> List.of(one, new Carer(SECOND, false, Caution.COURT_ORDER));
            };
        }

        private List<AgreementText> versions() {
            var three = new VersionNumber(3, 0);
            return switch (version) {
                case SAME -> List.of(text(three, new State.InForce(SUBJECT, SIGNED)));
                case MINOR ->
                    List.of(
                            text(three, new State.Replaced(SUBJECT, SIGNED, REPLACED, REPLACED)),
                            text(three.after(Change.MINOR), new State.InForce(SUBJECT, REPLACED)));
                case MAJOR, MAJOR_IN_GRACE ->
                    List.of(
                            text(three, new State.Replaced(SUBJECT, SIGNED, REPLACED, COUNTS_UNTIL)),
                            text(three.after(Change.MAJOR), new State.InForce(SUBJECT, REPLACED)));
            };
        }

        private AgreementText text(VersionNumber number, State state) {
            return new AgreementText(
                    TextId.random(),
                    audience,
                    number,
                    Change.MAJOR,
                    Map.of(Wording.ENGLISH, of(WORDS, audience)),
                    state);
        }

        private void answer(List<Signature> signatures, PersonId signer, Part part, History history) {
            signatures.addAll(ANSWERS.computeIfAbsent(
                    new Given(audience, signer, part, history), given -> switch (history) {
                        case NOTHING -> List.of();
                        case YES -> List.of(signature(signer, part, new Answer.Agreed(), 0));
                        case NO -> List.of(signature(signer, part, new Answer.Refused(""), 0));
                        case YES_THEN_WITHDRAWN ->
                            List.of(
                                    signature(signer, part, new Answer.Agreed(), 0),
                                    signature(signer, part, new Answer.Withdrawn(""), 1));
                        case NO_THEN_YES ->
                            List.of(
                                    signature(signer, part, new Answer.Refused(""), 0),
                                    signature(signer, part, new Answer.Agreed(), 1));
                    }));
        }

        private Signature signature(PersonId signer, Part part, Answer answer, int day) {
            return Signature.of(
                    SignatureId.random(),
                    new Signature.Under(
                            TextId.random(),
                            audience,
                            new VersionNumber(3, 0),
                            Wording.ENGLISH,
                            of(FINGERPRINTS, audience),
                            part),
                    new Signature.By(signer, SUBJECT, "PARENT", "Somebody"),
                    answer,
                    new Signature.How(new Proof.SignedIn(), SIGNED.plus(Duration.ofDays(day)), ""),
                    YEAR);
        }
    }

    @Test
    void anAgreementIsInForceExactlyWhenTheRuleSaysSo() {
        int cells = 0;
        int yes = 0;
        for (var cell : cells()) {
            var actual = cell.actual();
            if (actual.isYes() != cell.expected()) {
                fail("%s: %s", cell, actual);
            }
            cells++;
            yes += actual.isYes() ? 1 : 0;
        }

        assertThat(cells).isEqualTo(3 * 2 * 2 * 2 * 6 * 5 * 5 * 5 * 4 * 2 + 2 * 2 * 5 * 4 * 2);
        assertThat(yes).isBetween(cells / 20, cells / 2);
    }

    private static List<Cell> cells() {
        var cells = new ArrayList<Cell>();
        for (var audience : List.of(Audience.EYFS, Audience.KS1, Audience.KS2)) {
            for (boolean childSigns : List.of(true, false)) {
                for (boolean every : List.of(true, false)) {
                    for (boolean yearly : List.of(true, false)) {
                        for (var guardians : Guardians.values()) {
                            for (var own : History.values()) {
                                for (var first : History.values()) {
                                    for (var second : History.values()) {
                                        times(
                                                cells,
                                                audience,
                                                childSigns,
                                                every,
                                                yearly,
                                                guardians,
                                                own,
                                                first,
                                                second);
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        for (var audience : List.of(Audience.STAFF, Audience.OTHER_ADULT)) {
            for (boolean yearly : List.of(true, false)) {
                for (var own : History.values()) {
                    times(cells, audience, false, false, yearly, Guardians.NONE, own, History.NOTHING, History.NOTHING);
                }
            }
        }
        return cells;
    }

    private static void times(
            List<Cell> cells,
            Audience audience,
            boolean childSigns,
            boolean every,
            boolean yearly,
            Guardians guardians,
            History own,
            History first,
            History second) {
        for (var version : Version.values()) {
            for (var moment : Moment.values()) {
                cells.add(
                        new Cell(audience, childSigns, every, yearly, guardians, own, first, second, version, moment));
            }
        }
    }

    private static final Map<Audience, Wording> WORDS = Arrays.stream(Audience.values())
            .collect(Collectors.toMap(
                    audience -> audience,
                    audience -> Library.ours().compose(audience, Library.ours().usual(audience))));
    private static final Map<Audience, Fingerprint> FINGERPRINTS = WORDS.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, text -> text.getValue().fingerprint()));

    private record Given(Audience audience, PersonId signer, Part part, History history) {}

    private static final Map<Given, List<Signature>> ANSWERS = new HashMap<>();

    private static <T> T of(Map<Audience, T> all, Audience audience) {
        return Objects.requireNonNull(all.get(audience));
    }
}
