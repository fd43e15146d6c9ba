package org.schoolgate.ui;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.Content;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.ui.MenuItem.Place;

class LayoutTest {
    private static final Actor TEACHER =
            new Actor.Somebody(SchoolId.random(), PersonId.random(), "Mr Hale", Set.of(Role.TEACHER), null);
    private static final Content WORDS = output -> output.writeContent("<h1>Requests</h1>");
    private static final PageFurniture FURNITURE = new PageFurniture() {
        @Override
        public Optional<SchoolSign> sign(SchoolId school) {
            return Optional.of(new SchoolSign("Greenfield Primary", "Meadow Learning Trust"));
        }

        @Override
        public Optional<TellButton> tell(@Nullable Actor reader) {
            return Optional.of(new TellButton("/tell", "Miss Adeyemi"));
        }

        @Override
        public Optional<PolicyContact> contact(Actor reader) {
            return Optional.of(new PolicyContact("Ms Okafor", "okafor@greenfield.example", "extension 214"));
        }
    };
    private static final List<MenuItem> ITEMS = List.of(
            MenuItem.in(Place.AGREEMENTS, 20, "/rounds", "ui.yes").forRoles(Set.of(Role.HEAD)),
            MenuItem.in(Place.SITES, 10, "/requests", "ui.back").counting(_ -> 2),
            MenuItem.in(Place.SITES, 20, "/sites", "ui.no").forRoles(Set.of(Role.HEAD)));

    @Test
    void theTitleSaysThatTheFormCameBack() {
        assertThat(page("ui/layout", TEACHER, Map.of("invalid", true)))
                .contains("<title>Error: Requests – Greenfield Primary – Schoolgate</title>");
    }

    @Test
    void aReaderSeesOnlyTheEntriesThatAreTheirs() {
        assertThat(page("ui/layout", TEACHER, Map.of()))
                .contains("<a href=\"/requests\" aria-current=\"true\">Sites")
                .contains("<a href=\"/requests\" aria-current=\"page\">")
                .contains("<span class=\"count\">2<span class=\"vh\"> waiting</span></span>")
                .doesNotContain("/rounds");
    }

    @Test
    void anAreaShowsItsEntriesWhereThereIsMoreThanOne() {
        var head = new Actor.Somebody(SchoolId.random(), PersonId.random(), "Head", Set.of(Role.HEAD), null);
        assertThat(page("ui/layout", head, Map.of()))
                .contains("<nav class=\"within\" aria-label=\"Sites\">")
                .contains("/sites");
        assertThat(page("ui/layout", TEACHER, Map.of())).doesNotContain("class=\"within\"");
    }

    @Test
    void whatIsOpenedSeldomStandsBehindMoreWhereALineDoesNotHoldAll() {
        var often = IntStream.range(0, 6).mapToObj(i -> MenuItem.in(Place.CONCERNS, i, "/often" + i, "ui.yes"));
        var seldom = IntStream.range(0, 2)
                .mapToObj(i -> MenuItem.in(Place.CONCERNS, 10 + i, "/seldom" + i, "ui.no")
                        .counting(_ -> 1 + i)
                        .openedSeldom());
        var all = Stream.concat(often, seldom).toList();

        var folded = area(all, "/seldom1");
        assertThat(folded.front()).hasSize(6).noneMatch(MenuItem.Entry::seldom);
        assertThat(folded.more()).extracting(MenuItem.Entry::href).containsExactly("/seldom0", "/seldom1");
        assertThat(folded.waitingBehind()).isEqualTo(3);
        assertThat(folded.currentBehind()).isTrue();
        assertThat(folded.waiting()).as("the area counts all of it").isEqualTo(3);
        assertThat(area(all.subList(1, 8), "/often1").more())
                .as("a line holds all")
                .isEmpty();
        assertThat(area(
                                Stream.concat(
                                                all.stream().limit(7),
                                                Stream.of(MenuItem.in(Place.CONCERNS, 9, "/x", "ui.no")))
                                        .toList(),
                                "/often1")
                        .more())
                .as("one alone is not worth a press")
                .isEmpty();
    }

    private static MenuItem.Area area(List<MenuItem> items, String path) {
        return new Here(TEACHER, path, null, null, null, List.of(), items)
                .menu()
                .getFirst();
    }

    @Test
    void staffReadWhomToAskAboutThePolicy() {
        assertThat(page("ui/layout", TEACHER, Map.of()))
                .contains("Ask <a href=\"mailto:okafor@greenfield.example\">Ms Okafor</a>, extension 214.");
    }

    @Test
    void theYoungestTellByPressingAndOlderPupilsOpenABox() {
        var tom = pupil("Tom", Phase.KS1);
        assertThat(page("ui/pupilLayout", tom, Map.of()))
                .contains("<body class=\"pupil\">")
                .containsPattern("<form[^>]* method=\"post\" action=\"/tell\"")
                .contains("We tell Miss Adeyemi")
                .contains("name=\"_csrf\" value=\"proof\"");
        assertThat(page("ui/pupilLayout", pupil("Priya", Phase.KS2), Map.of()))
                .contains("<body class=\"pupil k2\">")
                .contains("<a class=\"tell tell--k2\" href=\"/tell\" data-tells>")
                .contains("Miss Adeyemi reads it");
    }

    private static Actor pupil(String name, Phase phase) {
        return new Actor.Somebody(SchoolId.random(), PersonId.random(), name, Set.of(Role.PUPIL), phase);
    }

    private static String page(String layout, Actor reader, Map<String, Object> more) {
        var model = new HashMap<String, @Nullable Object>(more);
        model.put("title", "Requests");
        model.put("main", WORDS);
        var here =
                new Here(reader, "/requests/4", new Here.Csrf("_csrf", "proof"), null, null, List.of(FURNITURE), ITEMS);
        return new String(Pages.write(layout, model, here).toByteArray(), StandardCharsets.UTF_8);
    }
}
