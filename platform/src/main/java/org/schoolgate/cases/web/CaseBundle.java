package org.schoolgate.cases.web;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.schoolgate.audit.SealedEntry;
import org.schoolgate.cases.CaseExports;
import org.schoolgate.cases.Parcel;
import org.schoolgate.cases.Taken;
import org.schoolgate.documents.Evidence;
import org.schoolgate.documents.PaperPdf;
import org.schoolgate.documents.PaperSeal;
import org.schoolgate.ui.Csv;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * A case, or all of a child's file, as files that anybody can read and check without this program: sealed papers, the evidence,
 * what the record has of it, and the digest of each. The paper names the digests of all that is not words, so that none can be exchanged with its
 * line in the list.
 */
@Component
class CaseBundle {
    private static final String CHRONOLOGY = "chronology.pdf";
    private static final String PAPER = "case.pdf";
    private static final String RECORD = "audit.csv";
    private static final String README = "README.txt";
    private static final String ABOUT = "manifest.json";
    private static final String DIGESTS = "manifest.sha256";

    private final CaseExports exports;
    private final CaseStories stories;
    private final PaperSeal seal;
    private final JsonMapper json = JsonMapper.builder().build();

    CaseBundle(CaseExports exports, CaseStories stories, PaperSeal seal) {
        this.exports = exports;
        this.stories = stories;
        this.seal = seal;
    }

    /** A piece of evidence that goes along, and its name there, in which nothing is that somebody typed. */
    public record Attached(String name, Evidence piece) {
        static Attached of(String folder, Evidence piece) {
            return new Attached(
                    "%sevidence/%02d-%s.%s"
                            .formatted(
                                    folder,
                                    piece.number(),
                                    piece.kind().name().toLowerCase(Locale.ROOT),
                                    piece.file() == null
                                            ? ""
                                            : piece.file().type().ending()),
                    piece);
        }

        public String digest() {
            return piece.file() == null ? "" : piece.file().digest();
        }
    }

    /** The files of one case: those that are written here, and the evidence that goes through one piece at a time. */
    private record Folder(Taken taken, Names names, Map<String, byte[]> words, List<Attached> attached) {}

    private Folder folder(Taken taken, String folder) {
        var attached =
                taken.files().stream().map(piece -> Attached.of(folder, piece)).toList();
        var names = Names.of(taken);
        var record = bytes(record(taken));
        var paper = new CasePaper(taken, stories.of(taken.one(), taken.wish().only()), names, attached, digest(record));
        var words = new LinkedHashMap<String, byte[]>();
        words.put(folder + PAPER, sealed("cases/casePaper", paper, paper.title(), taken.school(), taken.at()));
        words.put(folder + RECORD, record);
        return new Folder(taken, names, words, attached);
    }

    private byte[] sealed(String page, Object paper, String title, String school, Instant at) {
        return seal.seal(PaperPdf.write(page, Map.of("paper", paper)), at, school, title);
    }

    /** Writes all of a case. */
    void write(Taken taken, OutputStream to) throws IOException {
        var folder = folder(taken, "");
        var words = new LinkedHashMap<>(folder.words());
        words.put(ABOUT, written(about(taken, folder.names(), folder.attached())));
        words.put(
                README,
                bytes(say("cases.export.readme", taken.one().file().number().toString(), taken.school())));
        write(words, List.of(folder), taken.at(), to);
    }

    /** Writes a child's file: what happened across cases, and a folder of each. */
    void write(Parcel parcel, OutputStream to) throws IOException {
        var folders = parcel.cases().stream()
                .map(taken -> folder(taken, "case-" + taken.one().file().number() + "/"))
                .toList();
        var inside = new LinkedHashMap<String, byte[]>();
        folders.forEach(folder -> inside.putAll(folder.words()));
        var digests = new LinkedHashMap<String, String>();
        inside.forEach((name, bytes) -> digests.put(name, digest(bytes)));
        var paper = new ParcelPaper(
                parcel, ChronologyView.of(parcel.chronology(), ChronologyView.Filter.OPEN, stories), digests);
        var words = new LinkedHashMap<String, byte[]>();
        words.put(CHRONOLOGY, sealed("cases/parcelPaper", paper, paper.title(), parcel.school(), parcel.at()));
        words.putAll(inside);
        words.put(ABOUT, written(about(parcel, folders)));
        words.put(README, bytes(say("cases.parcel.readme", parcel.school())));
        write(words, folders, parcel.at(), to);
    }

    private void write(Map<String, byte[]> words, List<Folder> folders, Instant at, OutputStream to)
            throws IOException {
        var digests = new StringBuilder();
        words.forEach((name, bytes) -> digests.append(line(digest(bytes), name)));
        folders.forEach(folder -> folder.attached().forEach(one -> digests.append(line(one.digest(), one.name()))));
        try (var zip = new ZipOutputStream(to, StandardCharsets.UTF_8)) {
            for (var file : words.entrySet()) {
                add(zip, at, file.getKey(), file.getValue());
            }
            for (var folder : folders) {
                for (var one : folder.attached()) {
                    var contents = exports.contents(folder.taken(), one.piece());
                    if (contents.isPresent()) {
                        add(zip, at, one.name(), contents.get().bytes());
                    }
                }
            }
            add(zip, at, DIGESTS, bytes(digests.toString()));
        }
    }

    private byte[] written(Map<String, Object> about) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(about);
    }

    private static Map<String, Object> about(Parcel parcel, List<Folder> folders) {
        var about = new LinkedHashMap<String, Object>();
        about.put("school", parcel.school());
        about.put("child", parcel.child().name().full());
        about.put("sentTo", parcel.transfer().toSchool());
        about.put("sentBy", parcel.transfer().sentByName());
        about.put("fetchedAt", parcel.at().toString());
        about.put("otherPupilsNamed", false);
        about.put(
                "cases",
                folders.stream()
                        .map(folder -> about(folder.taken(), folder.names(), folder.attached()))
                        .toList());
        return about;
    }

    private static Map<String, Object> about(Taken taken, Names names, List<Attached> attached) {
        var about = new LinkedHashMap<String, Object>();
        about.put("school", taken.school());
        about.put("case", taken.one().file().number().toString());
        about.put("kind", taken.one().file().kind());
        about.put("exportedAt", taken.at().toString());
        about.put("exportedBy", taken.by());
        about.put("purpose", taken.wish().purpose());
        about.put("recipient", taken.wish().recipient());
        about.put("otherPupilsNamed", taken.wish().only() == null);
        about.put(
                "evidence",
                taken.evidence().stream()
                        .map(piece -> about(piece, names, attached))
                        .toList());
        return about;
    }

    private static Map<String, Object> about(Evidence piece, Names names, List<Attached> attached) {
        var about = new LinkedHashMap<String, Object>();
        about.put("number", piece.number());
        about.put("kind", piece.kind().name());
        about.put("title", names.in(piece.title()));
        about.put("capturedAt", piece.capturedAt().toString());
        about.put("keptAt", piece.keptAt().toString());
        about.put("keptBy", names.in(piece.keptByName()));
        var file = piece.file();
        if (file != null) {
            about.put("sha256", file.digest());
            about.put("mediaType", file.type().mediaType());
            about.put("size", file.size());
        }
        attached.stream()
                .filter(one -> one.piece().id().equals(piece.id()))
                .findFirst()
                .ifPresent(one -> about.put("file", one.name()));
        return about;
    }

    /** All that the hash of each entry was made of, so that anybody can work it out again. */
    private static String record(Taken taken) {
        var rows = new ArrayList<List<String>>();
        for (SealedEntry entry : taken.record()) {
            rows.add(List.of(
                    String.valueOf(entry.version()),
                    entry.school().toString(),
                    String.valueOf(entry.number()),
                    entry.previous(),
                    entry.at().toString(),
                    entry.actor(),
                    entry.actorName(),
                    entry.kind(),
                    entry.subject(),
                    entry.factsDigest(),
                    entry.hash()));
        }
        return Csv.of(
                List.of(
                        "version",
                        "school",
                        "number",
                        "previous",
                        "at",
                        "actor",
                        "actor name",
                        "kind",
                        "subject",
                        "facts digest",
                        "hash"),
                rows);
    }

    private static void add(ZipOutputStream zip, Instant at, String name, byte[] bytes) throws IOException {
        var entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.from(at));
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static String line(String digest, String name) {
        return digest + "  " + name + "\n";
    }

    private static byte[] bytes(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** What a download of it is called; no name of anybody. */
    static String fileName(Taken taken) {
        return "case-" + taken.one().file().number() + "-" + LocalDate.ofInstant(taken.at(), LONDON) + ".zip";
    }

    static String fileName(Parcel parcel) {
        return "file-" + LocalDate.ofInstant(parcel.at(), LONDON) + ".zip";
    }
}
