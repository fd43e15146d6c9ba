package org.schoolgate.cases;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.documents.PaperSeal;
import org.schoolgate.documents.SealCheck;
import org.schoolgate.kernel.Actor;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks at a child's file that came from another school: whether it is whole, and by which seal. Nothing of it is kept; that
 * somebody looked is on the record.
 */
@Service
public class ReceivedFiles {
    private static final int MOST_FILES = 2_000;
    /** Of one file inside, unpacked: evidence weighs less, and so does a paper. */
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private static final String DIGESTS = "manifest.sha256";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (\\S.*)");
    private static final Pattern SEALED = Pattern.compile("chronology\\.pdf|([^/]+/)?case\\.pdf");

    private final PaperSeal seal;
    private final ApplicationEventPublisher events;

    ReceivedFiles(PaperSeal seal, ApplicationEventPublisher events) {
        this.seal = seal;
        this.events = events;
    }

    /** How a file inside is. */
    public enum State {
        /** As the list says, and where it is a paper, sealed as the others. */
        WHOLE,
        /** Not what the list says it was. */
        CHANGED,
        /** In the list alone. */
        MISSING,
        /** Not in the list. */
        ADDED,
        /** A paper whose seal does not hold, or is another one than that of the first. */
        UNSEALED
    }

    /**
     * What was found.
     *
     * @param files each by its name
     * @param seal of the first paper; null where no paper has one that holds
     */
    public record Found(SortedMap<String, State> files, SealCheck.@Nullable Whole seal) {
        public Found {
            files = new TreeMap<>(files);
        }

        public boolean isWhole() {
            return seal != null && files.values().stream().allMatch(State.WHOLE::equals);
        }
    }

    /** What the seal of this school is like, to be read out to whoever asks by telephone. */
    public String fingerprint() {
        return seal.fingerprint();
    }

    /** For whoever checks files here. */
    public void ask(Actor.Somebody actor) {
        CasePolicy.ACCESS.require(actor, Operation.SEND_FILES);
    }

    /** Looks at all of it; empty where it is no such folder, or larger than one can be. */
    @Transactional
    public Optional<Found> check(Actor.Somebody actor, InputStream folder) {
        ask(actor);
        var inside = read(folder);
        var found = Optional.ofNullable(inside.list()).map(list -> found(inside, list));
        events.publishEvent(new FileChecked(actor, found.map(Found::isWhole).orElse(false)));
        return found;
    }

    /** The digest of each file, the seals of those that are to have one, and the list. */
    private record Inside(
            Map<String, String> digests,
            SortedMap<String, Optional<SealCheck.Whole>> seals,
            @Nullable String list) {
        static final Inside NOTHING = new Inside(Map.of(), new TreeMap<>(), null);
    }

    /** Two files of one name are none: of which one would be unpacked nobody knows. */
    private static Inside read(InputStream folder) {
        var digests = new HashMap<String, String>();
        var seals = new TreeMap<String, Optional<SealCheck.Whole>>();
        String list = null;
        try (var zip = new ZipInputStream(folder, StandardCharsets.UTF_8)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                var bytes = zip.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES || digests.size() == MOST_FILES) {
                    return Inside.NOTHING;
                }
                if (digests.put(entry.getName(), digest(bytes)) != null) {
                    return Inside.NOTHING;
                }
                if (entry.getName().equals(DIGESTS)) {
                    list = new String(bytes, StandardCharsets.UTF_8);
                }
                if (SEALED.matcher(entry.getName()).matches()) {
                    seals.put(entry.getName(), SealCheck.of(bytes));
                }
            }
        } catch (IOException noFolder) {
            return Inside.NOTHING;
        }
        digests.remove(DIGESTS);
        return new Inside(digests, seals, list);
    }

    private static Found found(Inside inside, String list) {
        var first = inside.seals().values().stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
        var states = new TreeMap<String, State>();
        inside.digests().keySet().forEach(name -> states.put(name, State.ADDED));
        for (var line : list.lines().toList()) {
            var read = LINE.matcher(line);
            if (read.matches()) {
                states.put(read.group(2), state(inside, read.group(2), read.group(1), first));
            }
        }
        return new Found(states, first);
    }

    private static State state(Inside inside, String name, String listed, SealCheck.@Nullable Whole first) {
        var is = inside.digests().get(name);
        if (is == null) {
            return State.MISSING;
        }
        if (!is.equals(listed)) {
            return State.CHANGED;
        }
        var seal = inside.seals().get(name);
        return seal == null
                        || (first != null
                                && seal.filter(one -> one.fingerprint().equals(first.fingerprint()))
                                        .isPresent())
                ? State.WHOLE
                : State.UNSEALED;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
