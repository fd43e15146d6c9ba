package org.schoolgate.cases.procedure;

import java.util.List;

/** A small procedure as somebody wrote it, for tests that change a word of it. */
final class Written {
    static final String FOUND_PHONE = """
            id: found-phone
            version: 1
            title: A phone was found
            about: A phone lies about and nobody knows whose it is.
            begin: found
            effects: seal the case
            steps:
              - step: found
                by: teacher
                title: Write down where it was
                say: Leave it locked.
                write down:
                  - field: at
                    label: When?
                    kind: time
                  - field: where
                    label: Where?
                  - field: colour
                    label: Which colour?
                    kind: choice
                    of: [red, black]
                    optional: yes
                next: [asked, office]
              - step: office
                by: teacher
                title: Tell the office
                say: They may have been asked for it.
                tell:
                  whom: office
                  how: [in person, by phone]
                  may be held back by: head
                next: nothing
              - step: asked
                by: teacher
                title: Ask around
                say: Ask every class.
                tick: Everybody was asked.
                next: owner
              - step: owner
                by: head
                title: Say whose it is
                say: Go by what they say of it.
                decide: Is the owner known?
                answers:
                  - answer: yes
                    label: The owner is known
                    effects: suspend access
                    next: back
                  - answer: no
                    label: Nobody knows
                    means: Everybody was asked, and nobody misses it.
                    with reason: yes
                    next: shelf
                  - answer: again
                    label: Ask again
                    back to: asked
              - step: back
                by: office
                title: Give it back
                say: Have it signed for.
                needs: office
                within: 2 hours
                after that: [senior leader, head]
                effects: [warn of the mail deadline]
                tick: It is back.
                next: sanction
              - step: shelf
                by: office
                title: Put it on the shelf
                say: It stays there for a year.
                optional: yes
                tick: It is there.
                next: close
              - step: sanction
                by: head
                title: Choose a sanction or none
                say: Phones are handed in.
                sanction: pupil
                next: close
              - step: close
                by: head
                title: Close the case
                say: Write down what came of it.
                close: yes
            """;

    private Written() {}

    /** The small procedure, sound as it is. */
    static Procedure foundPhone() {
        return sound(FOUND_PHONE);
    }

    static Procedure sound(String yaml) {
        return switch (ProcedureReader.read(yaml)) {
            case Reading.Sound(var procedure) -> procedure;
            case Reading.Faulty(var problems) -> throw new AssertionError(problems);
        };
    }

    /** What is said about the small procedure once {@code old} is {@code changed} in it. */
    static List<String> saidWith(String old, String changed) {
        if (!FOUND_PHONE.contains(old)) {
            throw new IllegalArgumentException("nothing to change: " + old);
        }
        return said(FOUND_PHONE.replace(old, changed));
    }

    static List<String> said(String yaml) {
        return switch (ProcedureReader.read(yaml)) {
            case Reading.Sound _ -> List.of();
            case Reading.Faulty(var problems) ->
                problems.stream().map(Problem::sentence).toList();
        };
    }
}
