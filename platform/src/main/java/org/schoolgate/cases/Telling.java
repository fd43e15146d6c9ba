package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** What happens to reports, for the record. Ids only: what was told is for its readers. */
public sealed interface Telling extends Audited {
    ReportId report();

    @Override
    default String subject() {
        return "report:" + report();
    }

    /** Somebody told something, and these people were e-mailed. */
    record Told(Actor by, ReportId report, Matter matter, Instant at, List<String> emailed) implements Telling {
        @Override
        public String kind() {
            return "report.told";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("matter", matter.name(), "emailed", String.join(" ", emailed));
        }
    }

    /** The teller said more. */
    record Added(Actor by, ReportId report, Matter matter) implements Telling {
        @Override
        public String kind() {
            return "report.added-to";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("matter", matter.name());
        }
    }

    /** The child chose afterwards who else hears it. */
    record Trusted(Actor by, ReportId report, String person) implements Telling {
        @Override
        public String kind() {
            return "report.trusted";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("emailed", person);
        }
    }

    /** Somebody opened it to read. */
    record Read(Actor by, ReportId report) implements Telling {
        @Override
        public String kind() {
            return "report.read";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of();
        }
    }

    /** Whoever had the card of the teller's class and the words of it read what came back. */
    record FoundAgain(Actor by, ReportId report) implements Telling {
        @Override
        public String kind() {
            return "report.found-again";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of();
        }
    }

    /** Somebody wrote back to the child. */
    record Answered(Actor by, ReportId report) implements Telling {
        @Override
        public String kind() {
            return "report.answered";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of();
        }
    }

    /** Somebody who hears it said that somebody is in danger now. */
    record Graded(Actor by, ReportId report) implements Telling {
        @Override
        public String kind() {
            return "report.danger";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of();
        }
    }

    /** Somebody said that they have it. */
    record Taken(Actor by, ReportId report) implements Telling {
        @Override
        public String kind() {
            return "report.taken";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of();
        }
    }
}
