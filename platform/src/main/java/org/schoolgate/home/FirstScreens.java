package org.schoolgate.home;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import org.schoolgate.access.Access;
import org.schoolgate.access.AccessDecision;
import org.schoolgate.access.Audience;
import org.schoolgate.access.Explained;
import org.schoolgate.access.ReaderKind;
import org.schoolgate.access.Service;
import org.schoolgate.cases.Report;
import org.schoolgate.cases.Reports;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What first screens show, asked of the modules that know. Each shows its reader nothing that those would not. */
@Component
@Transactional(readOnly = true)
public class FirstScreens {
    private final Access access;
    private final Roster roster;
    private final Reports reports;
    private final PermissionRegister permissions;
    private final Clock clock;

    FirstScreens(Access access, Roster roster, Reports reports, PermissionRegister permissions, Clock clock) {
        this.access = access;
        this.roster = roster;
        this.reports = reports;
        this.permissions = permissions;
        this.clock = clock;
    }

    /** A child of a family, and how it stands with them. */
    public record Child(Pupil pupil, Standing standing) {}

    /**
     * What needs a member of staff now.
     *
     * @param told reports that nobody has yet
     * @param asked requests that this reader may decide
     */
    public record Needs(List<Report> told, List<Permission> asked) {
        public int count() {
            return told.size() + asked.size();
        }
    }

    /** The school at a glance: pupils by year, and how many of them may go online. */
    public record Glance(List<Year> years) {
        public int online() {
            return years.stream().mapToInt(Year::online).sum();
        }

        public int pupils() {
            return years.stream().mapToInt(Year::pupils).sum();
        }
    }

    /** Whether the reader may go online now. */
    public Standing own(Actor.Somebody reader) {
        return standing(
                access.decide(reader.school(), reader.person(), Service.INTERNET, clock.instant()),
                Audience.of(ReaderKind.of(reader.roles(), reader.phase())),
                "");
    }

    /** What a pupil asked for, newest first. */
    public List<Permission> asked(Actor.Somebody reader) {
        return permissions.mine(reader);
    }

    /** The children for whom a parent stands. */
    public List<Child> children(Actor.Somebody parent) {
        var now = clock.instant();
        return roster.childrenOf(parent.school(), parent.person(), roster.today()).stream()
                .map(child -> new Child(
                        child,
                        standing(
                                access.decide(parent.school(), child.id(), Service.INTERNET, now),
                                Audience.PARENT,
                                child.name().called())))
                .toList();
    }

    /** What waits for a member of staff, as far as their roles let them see it. */
    public Needs needs(Actor.Somebody reader) {
        return new Needs(reports.waiting(reader), permissions.waiting(reader));
    }

    /** All pupils by year, counts only. */
    public Glance glance(SchoolId school) {
        var years = new TreeMap<Integer, Year>();
        var yearOf = new HashMap<PersonId, Integer>();
        roster.pupils(school, roster.today())
                .forEach(pupil ->
                        yearOf.put(pupil.id(), pupil.yearGroup() == null ? Year.NOT_KNOWN : pupil.yearGroup()));
        for (var reader : access.readers(school, clock.instant())) {
            var year = yearOf.get(reader.person());
            if (year != null) {
                int online = reader.decision().isAllowed() ? 1 : 0;
                years.merge(
                        year,
                        new Year(year, online, 1),
                        (one, other) -> new Year(year, one.online() + other.online(), one.pupils() + other.pupils()));
            }
        }
        return new Glance(List.copyOf(years.values()));
    }

    private static Standing standing(AccessDecision decision, Audience audience, String name) {
        return switch (decision) {
            case AccessDecision.Allowed allowed -> new Standing(allowed, new Explained("", ""));
            case AccessDecision.Refused refused -> new Standing(refused, Explained.to(audience, refused.first(), name));
        };
    }
}
