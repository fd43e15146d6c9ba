package org.schoolgate.alerts;

import static org.schoolgate.ui.Words.say;

import org.schoolgate.kernel.PersonId;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.ui.Words;
import org.springframework.stereotype.Component;

/**
 * Tells those whose it is that the filter saw something: what sort, and where it can be read (MON-8). Of what is about
 * somebody who works here not even the sort.
 */
@Component
class AlertLetters {
    private static final String KIND = "alerts.mail";

    private final Messages messages;
    private final AlertReaders readers;

    AlertLetters(Messages messages, AlertReaders readers) {
        this.messages = messages;
        this.readers = readers;
    }

    void raised(Alert alert) {
        readers.people(alert).forEach(person -> write(alert, person.id()));
    }

    private void write(Alert alert, PersonId to) {
        var letter = Words.in(
                messages.languageOf(alert.school(), to),
                () -> Letter.of(KIND)
                        .line(
                                alert.kind().worksHere()
                                        ? say(KIND + ".line")
                                        : say(KIND + ".line.sort", alert.sort().label()))
                        .line(say(KIND + ".nothing"))
                        .button(say(KIND + ".read"), alert.id().path()));
        messages.email(alert.school(), to, letter);
    }
}
