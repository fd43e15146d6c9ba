package org.schoolgate.filtering;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.ChangesPolicy;

/** Something happened with a report of an unsuitable site. */
public sealed interface SiteReportEvent extends Audited {
    SiteReport report();

    @Override
    default String subject() {
        return "site-report:" + report().id();
    }

    /** Somebody found a site unsuitable. */
    record Reported(Actor by, SiteReport report) implements SiteReportEvent, ChangesPolicy {
        @Override
        public Affected affected() {
            return Affected.NOBODY;
        }

        @Override
        public String kind() {
            return "filtering.site-reported";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of(
                    "number", report.reference(),
                    "site", report.site(),
                    "blocks", String.valueOf(report.blocks()),
                    "until", report.lapsesAt() == null ? "" : report.lapsesAt().toString());
        }
    }

    /** Somebody decided whether it is. */
    record Decided(Actor by, SiteReport report, boolean confirmed, String reason)
            implements SiteReportEvent, ChangesPolicy {
        @Override
        public Affected affected() {
            return Affected.NOBODY;
        }

        @Override
        public String kind() {
            return confirmed ? "filtering.site-report-confirmed" : "filtering.site-report-dismissed";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("number", report.reference(), "site", report.site(), "reason", reason);
        }
    }

    /** The helpdesk answered. */
    record Answered(Actor by, SiteReport report, String reference) implements SiteReportEvent {
        @Override
        public String kind() {
            return "filtering.site-report-answered";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("number", report.reference(), "reference", reference);
        }
    }
}
