package org.schoolgate.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Alarm.Move;
import org.schoolgate.messages.Attempt.Heard;
import org.schoolgate.testing.Keeps;

/** Whatever the telephone says, late, twice or never, and in whatever order: what an alarm does next keeps three promises. */
class AlarmAtRandomTest {
    private static final Instant NIGHT = Instant.parse("2026-11-30T23:40:00Z");

    /** More than one round can hold. */
    private static final int MANY = 100;

    /** So many seconds later something becomes known of one of the attempts; nothing where it is only time that passes. */
    record Happening(int seconds, int attempt, @Nullable Heard heard) {}

    private static final class Played {
        private final Ladder ladder;
        private final boolean telephone;
        private final Duration again;
        private final List<Attempt> attempts = new ArrayList<>();
        private Instant now = NIGHT;
        private Alarm.@Nullable End end;
        private int rungAfterTheEnd;

        Played(Ladder ladder, boolean telephone, Duration again) {
            this.ladder = ladder;
            this.telephone = telephone;
            this.again = again;
        }

        private Alarm alarm() {
            return new Alarm(
                    new AlarmId(new UUID(0, 1)),
                    new SchoolId(new UUID(0, 2)),
                    "case:1",
                    1,
                    "/cases/1",
                    false,
                    NIGHT,
                    "Somebody",
                    attempts,
                    end,
                    null);
        }

        /** As the clockwork does: one after the other, until there is nothing to do at once. Answers with how many were rung. */
        int goOn() {
            for (int tried = 0; tried < MANY; tried++) {
                var alarm = alarm();
                if (!(alarm.next(now, ladder.tries(now, Set.of(), telephone, alarm.failed()), again)
                        instanceof Move.Ring(var next, var round))) {
                    return tried;
                }
                rungAfterTheEnd += end == null ? 0 : 1;
                assertThat(attempts)
                        .as("whoever was rung before")
                        .allSatisfy(before -> assertThat(before.isOver(now)).isTrue());
                assertThat(attempts)
                        .as("in round %d", round)
                        .noneMatch(before -> before.round() == round
                                && before.person().equals(next.rung().person())
                                && before.channel() == next.channel());
                attempts.add(new Attempt(
                        attempts.size() + 1,
                        round,
                        next.rung().person(),
                        next.rung().name(),
                        next.channel(),
                        "",
                        "",
                        now,
                        List.of()));
            }
            throw new AssertionError("rings without end at one moment");
        }

        void happens(Happening what) {
            now = now.plusSeconds(what.seconds());
            if (what.heard() != null && !attempts.isEmpty()) {
                int which = Math.floorMod(what.attempt(), attempts.size());
                var attempt = attempts.get(which);
                var words = new ArrayList<>(attempt.words());
                words.add(new Attempt.Word(now, what.heard(), ""));
                attempts.set(
                        which,
                        new Attempt(
                                attempt.number(),
                                attempt.round(),
                                attempt.person(),
                                attempt.name(),
                                attempt.channel(),
                                attempt.to(),
                                attempt.code(),
                                attempt.begunAt(),
                                words));
                if (what.heard() == Heard.ACKNOWLEDGED && end == null) {
                    end = new Alarm.End(now, Alarm.How.KEYPAD, attempt.person(), attempt.name());
                }
            }
        }
    }

    @Property(tries = 3_000)
    @Keeps("SGD-2")
    void nobodyIsRungTwiceAtOnceNorAfterSomebodyHasItAndElseSomebodyIsRungNext(
            @ForAll("ladders") Ladder ladder,
            @ForAll boolean telephone,
            @ForAll @IntRange(min = 1, max = 15) int again,
            @ForAll("happenings") List<Happening> happenings) {
        var played = new Played(ladder, telephone, Duration.ofMinutes(again));
        played.goOn();
        assertThat(played.attempts).isNotEmpty();
        for (var what : happenings) {
            played.happens(what);
            played.goOn();
        }

        assertThat(played.rungAfterTheEnd).isZero();
        // nothing more is heard: by when the last word can be awaited and a round can last, it has gone on or has ended
        int before = played.attempts.size();
        played.happens(new Happening((int) longest(again).toSeconds(), 0, null));
        assertThat(played.goOn() > 0).isEqualTo(played.end == null);
        assertThat(played.attempts.size() > before).isEqualTo(played.end == null);
    }

    private static Duration longest(int again) {
        return Duration.ofMinutes(again).plus(Channel.CALL.patience());
    }

    @Provide
    Arbitrary<Ladder> ladders() {
        var channels = Arbitraries.of(Channel.class).list().uniqueElements().ofMinSize(1);
        return channels.list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(each -> new Ladder(
                        IntStream.range(0, each.size())
                                .mapToObj(at -> new Rung(
                                        new UUID(1, at),
                                        new PersonId(new UUID(2, at)),
                                        "Somebody " + at,
                                        "+4477009000" + (10 + at),
                                        each.get(at),
                                        EnumSet.allOf(Hours.class)))
                                .toList(),
                        List.of(),
                        List.of(),
                        8,
                        18));
    }

    @Provide
    Arbitrary<List<Happening>> happenings() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 240),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of(Heard.class).injectNull(0.2))
                .as(Happening::new)
                .list()
                .ofMaxSize(40);
    }
}
