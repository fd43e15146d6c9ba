package org.schoolgate.messages.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.PageTest;
import org.schoolgate.ui.Here;
import org.schoolgate.ui.Pages;
import org.schoolgate.ui.Paging;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.ExtendedModelMap;

/** The page that only a demonstration has. */
@PageTest
class OutboxPageTest {
    private final Cast cast;
    private final Messages messages;
    private final TransactionTemplate transaction;
    private final OutboxController page;

    OutboxPageTest(Cast cast, Messages messages, Schools schools, PlatformTransactionManager transactions) {
        this.cast = cast;
        this.messages = messages;
        this.transaction = new TransactionTemplate(transactions);
        this.page = new OutboxController(messages, schools);
    }

    private void write(Cast.Greenfield school, String address, int letters) {
        school.within(() -> transaction.executeWithoutResult(_ -> {
            for (int i = 0; i < letters; i++) {
                messages.emailOutside(
                        school.school(),
                        "Dan",
                        address,
                        Letter.of("agreements.question").line("Line " + i));
            }
        }));
    }

    private ExtendedModelMap shown(String q, String number) {
        var model = new ExtendedModelMap();
        page.index(q, number, model);
        return model;
    }

    private static List<?> posted(ExtendedModelMap model) {
        return (List<?>) Objects.requireNonNull(model.get("posted"));
    }

    @Test
    void everyLetterOfEverySchoolIsFoundByItsAddressAndPageByPage() {
        var mine = UUID.randomUUID().toString();
        write(cast.greenfield(), "dan-" + mine + "@mail.example", 51);
        write(cast.greenfield(), "sarah-" + mine + "@mail.example", 9);

        assertThat(posted(shown(mine, "1"))).hasSize(50);
        assertThat(posted(shown(mine, "2"))).hasSize(10);
        assertThat(((Paging) Objects.requireNonNull(shown(mine, "2").get("paging"))).total())
                .isEqualTo(60);
        assertThat(posted(shown(" SARAH-" + mine, "1"))).hasSize(9);
        assertThat(posted(shown("dan_" + mine, "1")))
                .as("an underscore is itself")
                .isEmpty();

        var html = Pages.write(
                "messages/web/outbox",
                shown("sarah-" + mine, "1"),
                new Here(null, "/outbox", null, null, null, List.of(), List.of()));
        assertThat(new String(html.toByteArray(), StandardCharsets.UTF_8))
                .contains("value=\"sarah-" + mine + "\"", "sarah-" + mine + "@mail.example");
    }
}
