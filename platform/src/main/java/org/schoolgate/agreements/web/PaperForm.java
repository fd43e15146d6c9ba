package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.PaperReturns.Sheet;
import org.schoolgate.agreements.Scan;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Problems;
import org.springframework.web.multipart.MultipartFile;

/** What somebody typed off a paper that came back, as it was typed. */
public record PaperForm(List<String> signers, String answer, String signedOn) {
    static PaperForm empty(String signedOn) {
        return new PaperForm(List.of(), "", signedOn);
    }

    Problems problems(Optional<Scan> scan, @Nullable MultipartFile file) {
        return new Problems()
                .when(signers.isEmpty(), "signers", say("agreements.papers.signers-missing"))
                .when(!answer.equals("yes") && !answer.equals("no"), "answer", say("agreements.papers.answer-missing"))
                .when(day().isEmpty(), "signedOn", say("agreements.papers.day-missing"))
                .when(
                        scan.isEmpty(),
                        "file",
                        say(
                                file == null || file.isEmpty()
                                        ? "agreements.papers.file-missing"
                                        : file.getSize() > Scan.MOST_BYTES
                                                ? "agreements.papers.file-large"
                                                : "agreements.papers.file-other"));
    }

    static Optional<Scan> scan(@Nullable MultipartFile file) throws IOException {
        return file == null || file.isEmpty() || file.getSize() > Scan.MOST_BYTES
                ? Optional.empty()
                : Scan.of(file.getBytes());
    }

    Optional<LocalDate> day() {
        return Dates.read(signedOn);
    }

    boolean agreed() {
        return answer.equals("yes");
    }

    /** Those of the sheet whose box was ticked. */
    Set<PersonId> chosen(Sheet sheet) {
        return sheet.signers().stream()
                .map(signer -> signer.person().id())
                .filter(person -> signers.contains(person.toString()))
                .collect(Collectors.toSet());
    }
}
