package org.schoolgate.journeys;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** What people were told that had happened, held against what is there. */
final class Ledger {
    private static final Duration EVENTS_ARRIVE_WITHIN = Duration.ofMinutes(2);
    /** What the database cuts off an instant. */
    private static final Duration CUT = Duration.ofMillis(1);

    private final ConcurrentLinkedQueue<Answered> signatures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> receipts = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Told> reports = new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<String, String> drafts = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();

    /** Somebody's yes or no, and when the page after it came back. */
    record Answered(String signer, String subject, String answer, Instant told) {}

    /** A report whose page of thanks was promised. */
    record Told(String id, String words) {}

    /** How much was acknowledged so far. */
    record Count(int signatures, int receipts, int reports, int drafts, int events) {}

    /** What was acknowledged and is not there, or is there twice. */
    record Found(List<String> missing, List<String> twice) {
        List<String> all() {
            return Stream.concat(missing.stream(), twice.stream()).toList();
        }
    }

    void answered(Answered answered) {
        signatures.add(answered);
    }

    void receipt(String id) {
        receipts.add(id);
    }

    void told(Told told) {
        reports.add(told);
    }

    /** What a draft held last when its writer was told that it is kept. */
    void drafted(String id, String words) {
        drafts.put(id, words);
    }

    /** A page that came through a proxy whole, by its path, which is asked for once. */
    void seen(String path) {
        events.add(path);
    }

    /** What people were told until now. */
    Count count() {
        return new Count(signatures.size(), receipts.size(), reports.size(), drafts.size(), events.size());
    }

    List<Told> reports() {
        return List.copyOf(reports);
    }

    /** Holds everything acknowledged so far against the database; events are given time to come from the gateways. */
    Found check(Installation at) throws IOException, SQLException, InterruptedException {
        var missing = new ArrayList<String>();
        var twice = new ArrayList<String>();
        checkSignatures(at, missing);
        var words = new HashMap<String, String>();
        at.rows("select report_id, words from report").forEach(row -> words.put(row.get(0), row.get(1)));
        for (var report : List.copyOf(reports)) {
            if (!report.words().equals(words.get(report.id()))) {
                missing.add("report " + report);
            }
        }
        checkDrafts(at, missing);
        checkEvents(at, missing, twice);
        return new Found(missing, twice);
    }

    /** A draft may hold more than was acknowledged, as a kill may fall between the disk and the answer, and never less. */
    private void checkDrafts(Installation at, List<String> missing) throws IOException, SQLException {
        var acknowledged = Map.copyOf(drafts);
        var stored = new HashMap<String, String>();
        at.rows("select draft_id, typed -> 'words' ->> 0 from report_draft")
                .forEach(row -> stored.put(row.get(0), row.get(1)));
        acknowledged.forEach((id, words) -> {
            if (!stored.getOrDefault(id, "").startsWith(words)) {
                missing.add("draft " + id + ": there was " + stored.get(id));
            }
        });
    }

    /**
     * What somebody's newest answer was when they were told. Who was cut off and says yes again is told yes, and the
     * first one stands.
     */
    private void checkSignatures(Installation database, List<String> missing) throws IOException, SQLException {
        var acknowledged = List.copyOf(signatures);
        var promised = List.copyOf(receipts);
        Map<String, NavigableMap<Instant, String>> stored = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (var row : database.rows(
                "select signer, subject, answer, (extract(epoch from at) * 1000000)::bigint, signature_id from agreement_signature")) {
            var at = Instant.EPOCH.plus(Long.parseLong(row.get(3)), ChronoUnit.MICROS);
            stored.computeIfAbsent(row.get(0) + " " + row.get(1), _ -> new TreeMap<>())
                    .put(at, row.get(2));
            ids.add(row.get(4));
        }
        for (var one : acknowledged) {
            var newest = stored.getOrDefault(one.signer() + " " + one.subject(), new TreeMap<>())
                    .floorEntry(one.told().plus(CUT));
            if (newest == null || !newest.getValue().equals(one.answer())) {
                missing.add("%s: there was %s".formatted(one, newest));
            }
        }
        promised.stream().filter(id -> !ids.contains(id)).forEach(id -> missing.add("receipt " + id));
    }

    private void checkEvents(Installation at, List<String> missing, List<String> twice)
            throws IOException, SQLException, InterruptedException {
        var acknowledged = List.copyOf(events);
        var end = Instant.now().plus(EVENTS_ARRIVE_WITHIN);
        var stored = stored(at);
        while (!stored.keySet().containsAll(acknowledged) && Instant.now().isBefore(end)) {
            Thread.sleep(300);
            stored = stored(at);
        }
        for (var path : acknowledged) {
            var times = stored.getOrDefault(path, 0);
            if (times == 0) {
                missing.add("event " + path);
            }
        }
        stored.forEach((path, times) -> {
            if (times > 1) {
                twice.add("event " + path + " " + times + " times");
            }
        });
    }

    private static Map<String, Integer> stored(Installation at) throws IOException, SQLException {
        Map<String, Integer> stored = new HashMap<>();
        at.rows("select path, count(*) from seen_event where path like '/k/%' group by path")
                .forEach(row -> stored.put(row.get(0), Integer.valueOf(row.get(1))));
        return stored;
    }
}
