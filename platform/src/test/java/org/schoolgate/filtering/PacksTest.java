package org.schoolgate.filtering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.filtering.SiteCategory.Nature;
import org.schoolgate.gateway.feed.FileKind;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.feed.SafeModes.YouTube;
import org.schoolgate.testing.Keeps;

class PacksTest {
    @Test
    @Keeps("FIL-18")
    void everyCategoryHasATreatmentForEveryGroupThatKeepsToTheMostThatMayBeOpen() {
        int cells = 0;
        for (var category : SiteCategory.values()) {
            for (var group : ReaderGroup.values()) {
                assertThat(Packs.mayBe(group, category, Packs.byDefault(group, category)))
                        .as("%s for %s", category, group)
                        .isTrue();
                cells++;
            }
        }
        assertThat(cells).isEqualTo(27 * 6);
        assertThat(List.of(
                        SiteCategory.ILLEGAL,
                        SiteCategory.PORNOGRAPHY,
                        SiteCategory.OBSCENE,
                        SiteCategory.VIOLENCE,
                        SiteCategory.HATE,
                        SiteCategory.EXTREMISM,
                        SiteCategory.GAMBLING,
                        SiteCategory.GAMES,
                        SiteCategory.SOCIAL,
                        SiteCategory.CHAT,
                        SiteCategory.BYPASS,
                        SiteCategory.WEBMAIL,
                        SiteCategory.MALWARE,
                        SiteCategory.VIDEO))
                .as("each is filled by lists")
                .noneMatch(category -> category.lists().isEmpty());
    }

    @Test
    @Keeps({"FIL-1", "FIL-7", "FIL-14"})
    void theYoungerTheReaderTheLessIsOpenAndSocialNetworksAndChatAreClosedToAll() {
        for (var category : SiteCategory.values()) {
            assertThat(Packs.byDefault(ReaderGroup.KS2, category)
                                    .isMoreOpenThan(Packs.byDefault(ReaderGroup.KS1, category))
                            || Packs.byDefault(ReaderGroup.KS2, category) == Packs.byDefault(ReaderGroup.KS1, category))
                    .as(category.name())
                    .isTrue();
        }
        for (var group : ReaderGroup.values()) {
            assertThat(Packs.byDefault(group, SiteCategory.SOCIAL)).isEqualTo(Treatment.CLOSED);
            assertThat(Packs.byDefault(group, SiteCategory.CHAT)).isEqualTo(Treatment.CLOSED);
        }
    }

    @Test
    @Keeps("FIL-26")
    void whatIsIllegalOrHarmsChildrenCanBeOpenedToNoChildByCategory() {
        for (var category : SiteCategory.values()) {
            if (category.nature() == Nature.ILLEGAL) {
                for (var group : ReaderGroup.values()) {
                    assertThat(Packs.mostOpen(group, category)).isEqualTo(Treatment.CLOSED);
                }
            }
            if (category.nature() == Nature.HARMFUL || category.nature() == Nature.UNSAFE) {
                assertThat(Packs.mostOpen(ReaderGroup.KS2, category)).isEqualTo(Treatment.CLOSED);
            }
        }
    }

    @Test
    @Keeps("FIL-1")
    void searchIsSafeByDefaultForEverybodyAndStaysSoForAllButStaff() {
        for (var group : ReaderGroup.values()) {
            assertThat(Packs.mayBe(group, Packs.modesByDefault(group)))
                    .as(group.name())
                    .isTrue();
            assertThat(Packs.modesByDefault(group).safeSearch()).isTrue();
            assertThat(Packs.mayBe(group, SafeModes.OPEN)).isEqualTo(group == ReaderGroup.STAFF);
            assertThat(Packs.mayBe(group, new SafeModes(true, YouTube.OPEN)))
                    .isEqualTo(group == ReaderGroup.STAFF || group == ReaderGroup.GUEST);
            assertThat(Packs.modesByDefault(group).youTube())
                    .isEqualTo(
                            group == ReaderGroup.STAFF || group == ReaderGroup.GUEST
                                    ? YouTube.MODERATE
                                    : YouTube.STRICT);
        }
    }

    @Test
    void aListBelongsToOneCategoryAndListsOfOrdinaryHostsToNone() {
        var seen = new HashSet<String>();
        for (var category : SiteCategory.values()) {
            for (var list : category.lists()) {
                assertThat(seen.add(list)).as(list).isTrue();
            }
            assertThat(category.label()).isNotBlank();
            assertThat(category.about()).isNotBlank();
        }
        assertThat(seen).doesNotContain("ads", "redirect", "mixed_adult", "liste-blanche");
    }

    @Test
    @Keeps("FIL-16")
    void programsAreFetchedByNobodyAndArchivesByStaffAlone() {
        for (var group : ReaderGroup.values()) {
            assertThat(Packs.closedFiles(group))
                    .as(group.id())
                    .contains(FileKind.PROGRAM)
                    .hasSize(group == ReaderGroup.STAFF ? 1 : FileKind.values().length);
        }
    }
}
