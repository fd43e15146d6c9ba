package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CaseEvidence.Brought;
import org.schoolgate.documents.Documents;
import org.schoolgate.documents.Evidence.Kind;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;
import org.springframework.web.multipart.MultipartFile;

/** Something that is brought as evidence, as it was typed. The file has to be chosen again where a form comes back. */
public record EvidenceForm(String kind, String title, String place, String captured, boolean confirmed) {
    static EvidenceForm empty(Instant now) {
        return new EvidenceForm("", "", "", Dates.isoMoment(now), false);
    }

    static EvidenceForm of(Map<String, String> typed) {
        return new EvidenceForm(
                typed.getOrDefault("kind", ""),
                typed.getOrDefault("title", ""),
                typed.getOrDefault("place", ""),
                typed.getOrDefault("captured", ""),
                "true".equals(typed.get("confirmed")));
    }

    /** What somebody can bring; signals come by themselves. */
    public static List<Option> kinds() {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.SIGNAL)
                .map(kind -> Option.of(kind.name(), say("cases.evidence.kind." + kind.name())))
                .toList();
    }

    private Optional<Kind> chosen() {
        return Arrays.stream(Kind.values())
                .filter(one -> one != Kind.SIGNAL && one.name().equals(kind))
                .findFirst();
    }

    Problems problems(@Nullable MultipartFile file) {
        return Problems.none()
                .when(chosen().isEmpty(), "kind", say("cases.evidence.no-kind"))
                .when(Dates.readMoment(captured).isEmpty(), "captured", say("cases.evidence.no-time"))
                .when(
                        file != null && file.getSize() > Documents.MOST_BYTES,
                        "file",
                        say("cases.evidence.heavy", Documents.MOST_BYTES >> 20));
    }

    /** Only where there are no problems. */
    Brought brought() {
        return new Brought(
                chosen().orElseThrow(),
                title.strip(),
                place.strip(),
                Dates.readMoment(captured).orElseThrow(),
                confirmed);
    }
}
