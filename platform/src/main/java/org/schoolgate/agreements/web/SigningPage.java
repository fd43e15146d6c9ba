package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import org.schoolgate.agreements.Errand;
import org.schoolgate.agreements.Paper;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Kind;
import org.schoolgate.agreements.wording.Line;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.roster.Pupil;

/**
 * What the pages of one errand have in common.
 *
 * @param toSign the papers to which a yes is asked for
 */
public record SigningPage(Errand errand, Reader reader, String language, List<Paper> toSign) {
    static SigningPage of(Errand errand, String language) {
        return new SigningPage(
                errand,
                Reader.of(errand),
                errand.languages().contains(language) ? language : "en-GB",
                errand.isDone() ? errand.papers() : errand.open());
    }

    /** The page with one paper to sign, for whoever chose it among several; what was answered yes is not asked again. */
    SigningPage choosing(String paper) {
        var chosen = errand.papers().stream()
                .filter(one -> one.needed().audience().name().equals(paper)
                        && !one.state().isYes())
                .toList();
        return chosen.isEmpty() ? this : new SigningPage(errand, reader, language, chosen);
    }

    public String href() {
        return "/agreements/mine/" + errand.about();
    }

    /** The name that is used of whoever it is about. */
    public String name() {
        return errand.subject().name().called();
    }

    /** For Tom Whitlock, Year 1. */
    public String line() {
        return errand.pupil()
                .map(pupil -> say("agreements.mine.for", pupil.name().shown(), year(pupil)))
                .orElse("");
    }

    private static String year(Pupil pupil) {
        var year = pupil.yearGroup();
        if (year == null) {
            return "";
        }
        return year < 1 ? say("agreements.mine.reception") : say("agreements.mine.year", year);
    }

    /** What the child says, short: the lines that have a picture. */
    public List<Line> childSays() {
        return errand.papers().stream()
                .filter(paper -> paper.needed().audience().isPupils())
                .flatMap(paper -> paper.in(language).sections(Part.PUPIL).stream())
                .filter(section -> section.kind() == Kind.RULE)
                .flatMap(section -> section.lines().stream())
                .filter(line -> line.picture() != null)
                .toList();
    }

    /** What the signer declares by signing, paper by paper. */
    public List<Line> signerSays() {
        return errand.papers().stream()
                .flatMap(paper -> paper.in(language).lines(paper.needed().part(), Kind.STATEMENT).stream())
                .toList();
    }

    /** Whether only the addendum for a device on loan is left to sign. */
    public boolean isForDevice() {
        return toSign.stream().allMatch(paper -> paper.needed().audience() == Audience.DEVICE);
    }

    /** What the parent's answers mean for the child so far: the end of a key of words. */
    public String meaning() {
        return errand.papers().stream()
                .filter(paper -> paper.needed().audience().isPupils())
                .map(paper -> paper.state().isNo() ? "no" : paper.state().isOpen() ? "open" : "yes")
                .findFirst()
                .orElse("yes");
    }
}
