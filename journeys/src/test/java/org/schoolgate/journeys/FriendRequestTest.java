package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolgate.testing.Keeps;

/**
 * Journey 13: a pupil asks a teacher to be friends on a social site. The teacher declines, blocks and tells; the pupil goes
 * on, so the picture of it is noted, the senior leaders hear, then the parents.
 */
@ExtendWith(Stage.Sharing.class)
@org.junit.jupiter.api.Order(33)
class FriendRequestTest {
    private static final String TOLD = "A child of my class asked to follow me on a photo app";

    private final Stage stage;
    private final Casework casework;

    FriendRequestTest(Stage stage) {
        this.stage = stage;
        this.casework = new Casework(stage);
    }

    @Test
    @Keeps("SOC-8")
    void thePupilWhoKeepsAskingIsBroughtBeforeTheSeniorLeaders() {
        var teacher = stage.signedIn(stage.browser().phone().newPage(), "Mr Hale");
        casework.tell(teacher, "ABOUT_ONLINE_SAFETY", TOLD, "teacher-report-phone");
        var coordinator = stage.atDesk("Miss Farrow");
        var path = casework.open(coordinator, "social-pupil-adds-staff", TOLD);
        casework.add(coordinator, path, "Joe Marsh", "OTHER");
        coordinator.context().close();

        teacher.navigate(stage.at(path));
        assertThat(teacher.locator("main"))
                .containsText("Ignore or delete the request and block the account. Do not answer it there.");
        Browser.look(teacher, "teacher-case-decline-phone");
        casework.step(teacher, "decline", Map.of());
        casework.step(teacher, "head", Map.of("how", "in person"));
        casework.step(teacher, "privacy", Map.of());
        casework.step(teacher, "in-person", Map.of("answer", "yes"));
        casework.step(teacher, "explain", Map.of("note", "Kindly, at the end of the day"));
        casework.step(teacher, "goes-on", Map.of("answer", "yes"));
        assertThat(teacher.locator("main")).containsText("Never take a picture of an indecent image.");
        Browser.look(teacher, "teacher-case-screenshot-phone");
        casework.step(
                teacher,
                "screenshot",
                Map.of(
                        "site",
                        "A photo app",
                        "account",
                        "joe.m.11",
                        "captured-at",
                        casework.minutesAgo(5),
                        "no-indecent-image",
                        "yes"));
        casework.step(teacher, "leaders", Map.of("how", "in person"));
        assertThat(casework.status(teacher, path)).as("their part is done").isEqualTo(404);

        var senior = stage.atDesk("Ms Okafor");
        senior.navigate(stage.at(path));
        assertThat(senior.locator("#story")).containsText("joe.m.11");
        casework.step(senior, "parents", Map.of("how", "by phone", "note", "They speak with him tonight"));
        senior.context().close();
        var head = stage.atDesk("Mrs Lindqvist");
        head.navigate(stage.at(path));
        casework.step(head, "close", Map.of("outcome", "It has stopped", "policy-review", "no"));
        Browser.look(head, "head-case-friend-closed-desk");
        head.context().close();
    }
}
