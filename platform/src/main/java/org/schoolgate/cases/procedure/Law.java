package org.schoolgate.cases.procedure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.schoolgate.cases.procedure.Act.Decide;

/**
 * What a school cannot edit away. The procedures that come with the program say of some steps why they are fixed: a school's
 * own version has each of them, done by the same people, with the same answers and effects, and comes to it on every way on
 * which ours does.
 */
final class Law {
    private final Procedure ours;
    private final Procedure own;
    private final List<Problem> problems = new ArrayList<>();

    private Law(Procedure ours, Procedure own) {
        this.ours = ours;
        this.own = own;
    }

    /** What a school's own version lacks, and why it may not. */
    static List<Problem> problems(Procedure ours, Procedure own) {
        var law = new Law(ours, own);
        law.cover();
        law.parentsCanBeKeptSafeFrom();
        law.fixed().forEach(law::step);
        if (law.problems.isEmpty()) {
            law.ways();
        }
        return List.copyOf(law.problems);
    }

    /** What a procedure lacks that the school has beside ours. */
    static List<Problem> problems(Procedure own) {
        var law = new Law(own, own);
        law.parentsCanBeKeptSafeFrom();
        return List.copyOf(law.problems);
    }

    private List<Step> fixed() {
        return ours.steps().stream().filter(step -> step.fixed() != null).toList();
    }

    private void cover() {
        if (!own.title().equals(ours.title())) {
            note("Its title stays “%s”, as cases are found by it.".formatted(ours.title()));
        }
        if (ours.fixed() != null) {
            ours.effects().stream()
                    .filter(effect -> !own.effects().contains(effect))
                    .forEach(effect ->
                            note("From the beginning it has to say “%s”. %s".formatted(effect.word(), ours.fixed())));
        }
    }

    /** SGD-6: telling the parents may put a child at risk, and the safeguarding lead judges that. */
    private void parentsCanBeKeptSafeFrom() {
        own.steps().stream()
                .filter(step -> step.act() instanceof Act.Tell tell
                        && tell.whom() == Told.PARENTS
                        && tell.heldBackBy() != Doer.SAFEGUARDING_LEAD)
                .forEach(step -> problems.add(new Problem(
                        step.id(),
                        "Step “%s” tells the parents, so it has to say that it may be held back by the safeguarding lead: it may put a child at risk."
                                .formatted(step.id()))));
    }

    private void step(Step our) {
        own.step(our.id())
                .ifPresentOrElse(
                        mine -> same(our, mine), () -> note(our, "Step “%s” has to stay.".formatted(our.id())));
    }

    private void same(Step our, Step mine) {
        if (mine.by() != our.by()) {
            note(our, "Step “%s” stays with “%s”.".formatted(our.id(), our.by().word()));
        }
        if (!keeps(our.act(), mine.act())) {
            note(our, "What is done in step “%s” has to stay as it is.".formatted(our.id()));
        }
        if (our.warning() != null && mine.warning() == null) {
            note(our, "Step “%s” has to keep a warning.".formatted(our.id()));
        }
        if (mine.optional() && !our.optional()) {
            note(our, "Step “%s” cannot be optional.".formatted(our.id()));
        }
        if (our.deadline() != null
                && (mine.deadline() == null
                        || mine.deadline()
                                .within()
                                .mayBeLongerThan(our.deadline().within()))) {
            note(our, "Step “%s” cannot have more time than it has with us.".formatted(our.id()));
        }
        if (our.deadline() != null
                && our.deadline().urgent()
                && (mine.deadline() == null || !mine.deadline().urgent())) {
            note(our, "Step “%s” stays urgent.".formatted(our.id()));
        }
        our.needs().stream()
                .filter(need -> !mine.needs().contains(need))
                .forEach(need -> note(our, "Step “%s” has to need “%s”.".formatted(our.id(), need)));
        effects(our, our.effects(), mine.effects(), "Step “%s”".formatted(our.id()));
        if (our.act() instanceof Decide ourDecision && mine.act() instanceof Decide myDecision) {
            answers(our, ourDecision, myDecision);
        }
    }

    private static boolean keeps(Act our, Act mine) {
        return switch (our) {
            case Act.WriteDown(var facts) ->
                mine instanceof Act.WriteDown(var others)
                        && facts.stream().allMatch(fact -> others.stream().anyMatch(other -> asks(fact, other)));
            case Decide _ -> mine instanceof Decide;
            case Act.Tell tell ->
                mine instanceof Act.Tell other
                        && other.whom() == tell.whom()
                        && other.heldBackBy() == tell.heldBackBy()
                        && tell.how().containsAll(other.how());
            case Act.Tick _ -> mine instanceof Act.Tick;
            case Act.Acknowledge _, Act.Call _, Act.Refer _, Act.Sanction _, Act.Close _ -> mine.equals(our);
        };
    }

    private static boolean asks(Field our, Field mine) {
        return mine.name().equals(our.name())
                && mine.kind() == our.kind()
                && (mine.required() || !our.required())
                && mine.options().containsAll(our.options());
    }

    private void answers(Step step, Decide our, Decide mine) {
        for (var answer : mine.answers()) {
            if (our.answers().stream().noneMatch(one -> one.id().equals(answer.id()))) {
                note(step, "Step “%s” has an answer “%s” that it cannot have.".formatted(step.id(), answer.id()));
            }
        }
        for (var answer : our.answers()) {
            mine.answers().stream()
                    .filter(one -> one.id().equals(answer.id()))
                    .findFirst()
                    .ifPresentOrElse(
                            one -> answer(step, answer, one),
                            () -> note(
                                    step, "Step “%s” has to keep the answer “%s”.".formatted(step.id(), answer.id())));
        }
    }

    private void answer(Step step, Answer our, Answer mine) {
        var named = "Answer “%s” of step “%s”".formatted(our.id(), step.id());
        if (our.means() != null && !our.means().equals(mine.means())) {
            note(step, named + " has to say what it means as we do: “%s”".formatted(our.means()));
        }
        if (our.withReason() && !mine.withReason()) {
            note(step, named + " has to ask for a reason.");
        }
        if (our.way() instanceof Way.Back && !our.way().equals(mine.way())) {
            note(step, named + " has to go back.");
        }
        if (our.way() instanceof Way.On && mine.way() instanceof Way.Back) {
            note(step, named + " has to lead on.");
        }
        effects(step, our.effects(), mine.effects(), named);
    }

    private void effects(Step step, List<Effect> our, List<Effect> mine, String named) {
        our.stream()
                .filter(effect -> !mine.contains(effect))
                .forEach(effect -> note(step, named + " has to say “%s”.".formatted(effect.word())));
    }

    /** Whatever our version cannot go round, the school's own cannot either. */
    private void ways() {
        var our = new Graph(ours.begin(), ours.steps());
        var mine = new Graph(own.begin(), own.steps());
        var ourAfter = our.after(Set.of());
        var myAfter = mine.after(Set.of());
        certain(Graph.following(List.of(ours.begin()), ourAfter))
                .filter(id -> !Graph.following(List.of(own.begin()), myAfter).contains(id))
                .forEach(id -> note(ourStep(id), "There is a way round step “%s”.".formatted(id)));
        var ourBefore = our.before();
        var myBefore = mine.before();
        for (var step : fixed()) {
            ways(step, ourAfter, myAfter);
            certain(ourBefore.getOrDefault(step.id(), Set.of()))
                    .filter(id -> !myBefore.getOrDefault(step.id(), Set.of()).contains(id))
                    .forEach(id ->
                            note(ourStep(id), "Step “%s” can be reached without step “%s”.".formatted(step.id(), id)));
        }
    }

    private void ways(Step our, Map<String, Set<String>> ourAfter, Map<String, Set<String>> myAfter) {
        var myWays = own.step(our.id()).orElseThrow().ways();
        our.ways().forEach((answer, way) -> {
            if (way instanceof Way.On(var together) && myWays.get(answer) instanceof Way.On(var others)) {
                var follows = Graph.following(others, myAfter);
                certain(Graph.following(together, ourAfter))
                        .filter(id -> !follows.contains(id))
                        .forEach(id -> note(
                                ourStep(id),
                                answer.isEmpty()
                                        ? "After step “%s” there is a way round step “%s”.".formatted(our.id(), id)
                                        : "After “%s” in step “%s” there is a way round step “%s”."
                                                .formatted(answer, our.id(), id)));
            }
        });
    }

    private Stream<String> certain(Set<String> steps) {
        Predicate<Step> among = step -> steps.contains(step.id());
        return fixed().stream().filter(among).map(Step::id);
    }

    private Step ourStep(String id) {
        return ours.step(id).orElseThrow();
    }

    private void note(Step our, String sentence) {
        problems.add(new Problem(own.step(our.id()).isPresent() ? our.id() : null, sentence + " " + our.fixed()));
    }

    private void note(String sentence) {
        problems.add(new Problem(null, sentence));
    }
}
