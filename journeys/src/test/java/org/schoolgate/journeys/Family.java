package org.schoolgate.journeys;

import java.util.regex.Pattern;

/** The grown-ups of a child. */
final class Family {
    private static final Pattern SUBJECT = Pattern.compile("/agreements/mine/([0-9a-f-]{36})\\b");

    private Family() {}

    /** Every guardian of a child who gets letters says yes to all that they are asked. */
    static void saysYes(Installation at, String child) throws Exception {
        for (var parent : at.rows("""
                select email, given_name || ' ' || family_name
                from person join guardianship on guardian_id = person_id
                where email is not null and pupil_id = '%s'
                """.formatted(at.player(child).person()))) {
            try (var phone = new Client(at)) {
                phone.comeByLetter(parent.getFirst());
                var subjects = SUBJECT.matcher(phone.page("/agreements/mine").body())
                        .results()
                        .map(found -> found.group(1))
                        .distinct()
                        .toList();
                for (var subject : subjects) {
                    phone.get("/agreements/mine/" + subject + "/read");
                    phone.send(phone.get("/agreements/mine/" + subject + "/sign")
                            .form(action -> action.endsWith("/sign"))
                            .with("name", parent.getLast()));
                }
            }
        }
    }
}
