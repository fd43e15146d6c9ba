package org.schoolgate.agreements;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Pupil;

/**
 * What one person has to answer about one other, or about themselves: papers that are read and signed together.
 *
 * @param capacity as what they answer: {@code MOTHER}, {@code PUPIL}, {@code TEACHER}
 * @param pupil the child it is about, where it is about one
 */
public record Errand(Person signer, String capacity, Person subject, Optional<Pupil> pupil, List<Paper> papers) {
    public Errand {
        papers = List.copyOf(papers);
    }

    public PersonId about() {
        return subject.id();
    }

    /** Whether the signer speaks for a child. */
    public boolean isForAnother() {
        return !signer.id().equals(subject.id());
    }

    public Optional<Paper> paper(Audience audience) {
        return papers.stream()
                .filter(paper -> paper.needed().audience() == audience)
                .findFirst();
    }

    /** The papers that wait for an answer. */
    public List<Paper> open() {
        return papers.stream().filter(paper -> paper.state().isOpen()).toList();
    }

    /** Whether any answer so far is a no. */
    public boolean saidNo() {
        return papers.stream().anyMatch(paper -> paper.state().isNo());
    }

    public boolean isDone() {
        return open().isEmpty();
    }

    /** The languages in which every paper can be read, English first. */
    public List<String> languages() {
        var all = new TreeSet<String>();
        papers.forEach(paper -> all.addAll(paper.text().languages()));
        all.removeIf(language ->
                papers.stream().anyMatch(paper -> paper.text().in(language).isEmpty()));
        all.remove(Wording.ENGLISH);
        var languages = new ArrayList<>(List.of(Wording.ENGLISH));
        languages.addAll(all);
        return languages;
    }
}
