package org.schoolgate.agreements;

import java.time.Instant;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Fingerprint;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;

/**
 * One answer that somebody gave, with everything that shows whose it is and to which words (R13). It is never changed;
 * a change of mind is another one.
 *
 * @param year the school year that it is for
 * @param receipt the fingerprint of this record, which stands on the signer's receipt
 */
public record Signature(
        SignatureId id, Under under, By by, Answer answer, How how, AcademicYear year, Fingerprint receipt) {

    /**
     * What it stands under.
     *
     * @param words the fingerprint of the exact words that were shown, in {@code language}
     */
    public record Under(
            TextId text, Audience audience, VersionNumber number, String language, Fingerprint words, Part part) {}

    /**
     * Whose it is.
     *
     * @param subject whom it is about: the child, or the signer
     * @param capacity as what the signer signed: {@code FATHER}, {@code TEACHER}, {@code PUPIL}
     * @param name what stands as the signature; a child's name where a child pressed a picture
     */
    public record By(PersonId signer, PersonId subject, String capacity, String name) {}

    /**
     * How it came about.
     *
     * @param address where the request came from, empty for paper
     */
    public record How(Proof proof, Instant at, String address) {}

    static Signature of(SignatureId id, Under under, By by, Answer answer, How how, AcademicYear year) {
        return new Signature(id, under, by, answer, how, year, fingerprint(id, under, by, answer, how, year));
    }

    public boolean isYes() {
        return answer instanceof Answer.Agreed;
    }

    /** Whether the record still is what its receipt says. */
    public boolean isUntouched() {
        return receipt.equals(fingerprint(id, under, by, answer, how, year));
    }

    private static Fingerprint fingerprint(
            SignatureId id, Under under, By by, Answer answer, How how, AcademicYear year) {
        return new Fingerprint.Maker(1)
                .add(id.toString())
                .add(under.text().toString())
                .add(under.language())
                .add(under.words().hex())
                .add(under.part().name())
                .add(by.signer().toString())
                .add(by.subject().toString())
                .add(by.capacity())
                .add(by.name())
                .add(answer.kind())
                .add(answer.reason())
                .add(how.proof().kind())
                .add(how.proof().detail())
                .add(how.at().toString())
                .add(how.address())
                .add(year.startYear())
                .done();
    }
}
