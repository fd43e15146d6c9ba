package org.schoolgate.roster.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.LeavingReason;
import org.schoolgate.roster.YearWords;
import org.schoolgate.roster.imports.Finding;
import org.schoolgate.roster.imports.Guard;
import org.schoolgate.roster.imports.ImportPreview;
import org.schoolgate.roster.imports.RosterImport;
import org.schoolgate.roster.imports.RosterImport.State;

/** What a file would do, in the groups in which people look at it. */
public record PreviewPage(
        ImportPreview preview,
        RosterImport.@Nullable Trouble trouble,
        List<Group> joiners,
        List<Group> movers,
        List<Group> leavers,
        List<Said> rejected,
        List<Said> remarks,
        int newRules) {
    /**
     * People to whom the same happens.
     *
     * @param note what is to be known of them; empty when there is nothing
     * @param look whether somebody should look before it happens
     */
    public record Group(
            String who, int count, String before, String after, String note, boolean look, List<String> names) {}

    /** A finding in words. */
    public record Said(String place, String said, String wrong) {}

    static PreviewPage of(RosterImport file, State.Ready ready) {
        var preview = ready.preview();
        var movers = movers(preview);
        return new PreviewPage(
                preview,
                ready.trouble(),
                joiners(preview),
                movers,
                leavers(preview),
                preview.rejected().stream().map(PreviewPage::said).toList(),
                preview.remarks().stream().map(PreviewPage::said).toList(),
                (int) preview.movers().stream()
                        .filter(ImportPreview.Mover::changesPhase)
                        .count());
    }

    public Guard guard() {
        return preview.guard();
    }

    /** How many people go in. */
    public int going() {
        return preview.read().people();
    }

    private static Said said(Finding finding) {
        return new Said(
                finding.line() == 0 ? finding.part() : say("roster.finding.line", finding.part(), finding.line()),
                finding.said(),
                say("roster.reason." + finding.reason(), finding.facts().toArray()));
    }

    private static List<Group> joiners(ImportPreview preview) {
        var pupils = new TreeMap<String, List<ImportPreview.Joiner>>();
        var adults = new TreeMap<Role, List<ImportPreview.Joiner>>();
        for (var joiner : preview.joiners()) {
            if (joiner.role() == Role.PUPIL) {
                var order = joiner.yearGroup() == null ? 99 : joiner.yearGroup() + 10;
                pupils.computeIfAbsent(
                                order + " " + YearWords.place(joiner.yearGroup(), joiner.className()),
                                _ -> new ArrayList<>())
                        .add(joiner);
            } else {
                adults.computeIfAbsent(joiner.role(), _ -> new ArrayList<>()).add(joiner);
            }
        }
        var groups = new ArrayList<Group>();
        pupils.values().forEach(group -> groups.add(joining(group)));
        adults.forEach((role, group) ->
                groups.add(new Group(say("roster.role." + role), group.size(), "", "", "", false, joinerNames(group))));
        return groups;
    }

    private static Group joining(List<ImportPreview.Joiner> group) {
        var first = group.getFirst();
        var reached =
                (int) group.stream().filter(ImportPreview.Joiner::reachable).count();
        return new Group(
                YearWords.place(first.yearGroup(), first.className()),
                group.size(),
                "",
                "",
                reached == group.size()
                        ? say("roster.preview.reach.all")
                        : say("roster.preview.reach.some", reached, group.size() - reached),
                reached < group.size(),
                joinerNames(group));
    }

    private static List<String> joinerNames(List<ImportPreview.Joiner> group) {
        return group.stream().map(joiner -> joiner.name().sorted()).sorted().toList();
    }

    private static List<Group> movers(ImportPreview preview) {
        var byYear = preview.movers().stream()
                .collect(Collectors.groupingBy(
                        mover -> new YearMove(mover.yearBefore(), mover.year()),
                        () -> new TreeMap<>(
                                Comparator.comparingInt(YearMove::order).thenComparing(YearMove::toString)),
                        Collectors.toList()));
        return byYear.entrySet().stream()
                .map(entry -> moving(entry.getKey(), entry.getValue()))
                .toList();
    }

    private record YearMove(
            @Nullable Integer before, @Nullable Integer after) {
        int order() {
            return before == null ? 99 : before;
        }
    }

    private static Group moving(YearMove years, List<ImportPreview.Mover> group) {
        var newRules = group.getFirst().changesPhase();
        return new Group(
                YearWords.year(years.before()),
                group.size(),
                classes(group.stream().map(ImportPreview.Mover::classBefore).toList()),
                YearWords.place(
                        years.after(),
                        classes(group.stream()
                                .map(ImportPreview.Mover::className)
                                .toList())),
                newRules ? say("roster.preview.new-rules", group.size()) : "",
                newRules,
                group.stream().map(mover -> mover.name().sorted()).sorted().toList());
    }

    private static String classes(List<@Nullable String> names) {
        return names.stream().filter(Objects::nonNull).distinct().sorted().collect(Collectors.joining(", "));
    }

    /** Who has finished goes together; everybody else is named, with the reason. */
    private static List<Group> leavers(ImportPreview preview) {
        var groups = new ArrayList<Group>();
        var finished = preview.leavers().stream()
                .filter(leaver -> leaver.reason() == LeavingReason.FINISHED)
                .toList();
        if (!finished.isEmpty()) {
            groups.add(new Group(
                    say("roster.preview.pupils", finished.size()),
                    finished.size(),
                    YearWords.year(finished.getFirst().yearGroup()),
                    "",
                    say("roster.leaving.FINISHED"),
                    false,
                    finished.stream()
                            .map(leaver -> leaver.name().sorted())
                            .sorted()
                            .toList()));
        }
        preview.leavers().stream()
                .filter(leaver -> leaver.reason() != LeavingReason.FINISHED)
                .map(leaver -> new Group(
                        leaver.name().sorted(),
                        1,
                        leaver.role() == Role.PUPIL
                                ? YearWords.place(leaver.yearGroup(), leaver.className())
                                : say("roster.role." + leaver.role()),
                        "",
                        say("roster.leaving." + leaver.reason()),
                        leaver.reason() == LeavingReason.NOT_LISTED,
                        List.of()))
                .forEach(groups::add);
        return groups;
    }
}
