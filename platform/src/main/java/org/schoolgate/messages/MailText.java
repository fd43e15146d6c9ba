package org.schoolgate.messages;

import static org.schoolgate.ui.Words.say;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.schoolgate.ui.Here;
import org.schoolgate.ui.Pages;
import org.schoolgate.ui.Words;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How a letter reads as plain text and as HTML: the same paragraphs, greeting and foot in both. */
@Component
class MailText {
    private final String address;

    /** @param address where people reach this program, without a final slash */
    MailText(@Value("${schoolgate.portal:http://127.0.0.1:${server.port:8080}}") String address) {
        this.address = address;
    }

    /** A letter as it is sent. */
    record Written(String text, String html) {}

    Written write(Message message, String school, Locale language) {
        return Words.in(language, () -> {
            var greeting = message.greeting();
            var foot = say("messages.letter.foot", school);
            var parts = message.parts().stream().map(this::whole).toList();
            return new Written(text(greeting, parts, foot), html(message.subject(), school, greeting, parts, foot));
        });
    }

    private Letter.Part whole(Letter.Part part) {
        return part.path() == null ? part : new Letter.Part(part.text(), address + part.path(), part.secret());
    }

    private static String text(String greeting, List<Letter.Part> parts, String foot) {
        return parts.stream()
                .map(part -> part.path() == null ? part.text() : part.text() + ":\n" + part.path())
                .collect(Collectors.joining("\n\n", greeting + "\n\n", "\n\n-- \n" + foot + "\n"));
    }

    private static String html(String subject, String school, String greeting, List<Letter.Part> parts, String foot) {
        var here = new Here(null, "/", null, null, null, List.of(), List.of());
        var page = Pages.write(
                "messages/letter",
                Map.of("subject", subject, "school", school, "greeting", greeting, "parts", parts, "foot", foot),
                here);
        return new String(page.toByteArray(), StandardCharsets.UTF_8);
    }
}
