package org.schoolgate.filtering;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one self-test of the filter found (FIL-28): for each category, whether each group of readers is kept from its canaries
 * as their profile says; and whether each gateway answers the same.
 *
 * @param byName who had it run
 * @param policy the number of the policy that was tested
 * @param lists the digest of the category lists that were tested; empty where there were none
 */
public record FilterTest(
        UUID id, Instant at, String byName, long policy, String lists, List<Line> lines, List<AtGateway> gateways) {
    public FilterTest {
        lines = List.copyOf(lines);
        gateways = List.copyOf(gateways);
    }

    /** What was found, from the gravest on. */
    public enum Finding {
        NOT_KEPT,
        NOT_PROVED,
        KEPT,
        /** The school leaves it open: there is nothing to keep. */
        LEFT_OPEN
    }

    /** Why a category cannot be proved. */
    public enum Gap {
        /** No list of it is there. */
        NO_LIST,
        /** A list of it has no canary: it was compiled before there were any. */
        NO_CANARY
    }

    /** What the profile says, and what the most open of the canaries got; null where there was none to ask for. */
    public record Cell(Treatment wanted, @Nullable Treatment got) {}

    /** One category. */
    public record Line(SiteCategory category, @Nullable Gap gap, Map<ReaderGroup, Cell> cells) {
        public Line {
            cells = Map.copyOf(cells);
        }

        public Finding finding(ReaderGroup group) {
            var cell = cells.getOrDefault(group, new Cell(Treatment.CLOSED, null));
            if (cell.got() != null && cell.got().isMoreOpenThan(cell.wanted())) {
                return Finding.NOT_KEPT;
            }
            if (cell.wanted() == Treatment.OPEN) {
                return Finding.LEFT_OPEN;
            }
            return gap != null || cell.got() == null ? Finding.NOT_PROVED : Finding.KEPT;
        }

        public Finding finding() {
            return gravest(Arrays.stream(ReaderGroup.values()).map(this::finding));
        }

        /** The groups of whom this was found. */
        public List<ReaderGroup> groups(Finding finding) {
            return Arrays.stream(ReaderGroup.values())
                    .filter(group -> finding(group) == finding)
                    .toList();
        }
    }

    /** One gateway that was asked. */
    public record AtGateway(String name, Saying saying) {
        public Finding finding() {
            return switch (saying) {
                case SAME -> Finding.KEPT;
                case OTHER -> Finding.NOT_KEPT;
                case NOT_YET, SILENT -> Finding.NOT_PROVED;
            };
        }
    }

    /** What a gateway says of its own answers for the canaries. */
    public enum Saying {
        /** They are the ones found here. */
        SAME,
        /** They are others, under the same policy: its lists are. */
        OTHER,
        /** It has not said so for this policy. */
        NOT_YET,
        /** It does not call. */
        SILENT
    }

    /** The whole of it. What no gateway enforces is not proved. */
    public Finding finding() {
        return gateways.isEmpty()
                ? gravest(Stream.concat(findings(), Stream.of(Finding.NOT_PROVED)))
                : gravest(findings());
    }

    /** Of how many categories and gateways this was found. */
    public int count(Finding finding) {
        return (int) findings().filter(finding::equals).count();
    }

    private Stream<Finding> findings() {
        return Stream.concat(
                lines.stream().map(Line::finding), gateways.stream().map(AtGateway::finding));
    }

    private static Finding gravest(Stream<Finding> findings) {
        return findings.min(Enum::compareTo).orElse(Finding.NOT_PROVED);
    }
}
