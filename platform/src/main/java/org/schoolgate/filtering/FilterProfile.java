package org.schoolgate.filtering;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.engine.Profile;
import org.schoolgate.gateway.feed.FileKind;
import org.schoolgate.gateway.feed.ReaderProfile;
import org.schoolgate.gateway.feed.SafeModes;

/**
 * What one group of readers may reach at a school: each category's treatment, whether only listed sites open, how search
 * engines and YouTube show themselves, and how far HTTPS is looked into.
 *
 * @param untouched hosts that are never looked into, whoever reads
 */
public record FilterProfile(
        ReaderGroup group,
        Map<SiteCategory, Treatment> treatments,
        boolean onlyListed,
        SafeModes safeModes,
        HttpsModes https,
        List<String> untouched) {
    public FilterProfile {
        treatments = Map.copyOf(treatments);
        untouched = List.copyOf(untouched);
    }

    public Treatment of(SiteCategory category) {
        return treatments.getOrDefault(category, Treatment.CLOSED);
    }

    /** How many categories are treated so. */
    public int count(Treatment treatment) {
        return (int) treatments.values().stream().filter(treatment::equals).count();
    }

    /** What no school chooses here: the most that it may open. */
    public Treatment mostOpen(SiteCategory category) {
        return Packs.mostOpen(group, category);
    }

    /** Whether a school can choose anything for it. */
    public boolean isLocked(SiteCategory category) {
        return mostOpen(category) == Treatment.CLOSED;
    }

    /** Whether the school chose something else than what holds by default. */
    public boolean isChosen(SiteCategory category) {
        return of(category) != Packs.byDefault(group, category);
    }

    /** The most that a school may let search engines and YouTube show. */
    public SafeModes mostOpenModes() {
        return Packs.mostOpenModes(group);
    }

    /** Whether a school can choose anything for search engines and YouTube. */
    public boolean modesAreLocked() {
        return !Packs.mayBe(group, new SafeModes(true, SafeModes.YouTube.MODERATE));
    }

    /** Whether the school chose other safe modes than those that hold by default. */
    public boolean modesAreChosen() {
        return !safeModes.equals(Packs.modesByDefault(group));
    }

    /** Whether a school can choose how far HTTPS is looked into. */
    public boolean httpsIsLocked() {
        return !HttpsChoices.mayChoose(group);
    }

    /** The categories of list files that are treated so. */
    private Set<String> lists(Treatment treatment) {
        return treatments.entrySet().stream()
                .filter(entry -> entry.getValue() == treatment)
                .map(entry -> entry.getKey().lists())
                .flatMap(Collection::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A bare address is nothing that a child or a guest types. */
    private boolean blocksAddresses() {
        return group != ReaderGroup.STAFF;
    }

    /** The kinds of files that these readers do not fetch. */
    public Set<FileKind> closedFiles() {
        return Packs.closedFiles(group);
    }

    /** As gateways hold it. */
    public ReaderProfile toFeed() {
        return new ReaderProfile(
                group.id(),
                group.wording(),
                lists(Treatment.CLOSED),
                lists(Treatment.ASK),
                onlyListed,
                blocksAddresses(),
                safeModes,
                closedFiles(),
                https.toFeed(Set.copyOf(untouched)));
    }

    /** As the engine decides by it. */
    Profile toEngine() {
        return new Profile(group.id(), lists(Treatment.CLOSED), lists(Treatment.ASK), onlyListed, blocksAddresses());
    }
}
