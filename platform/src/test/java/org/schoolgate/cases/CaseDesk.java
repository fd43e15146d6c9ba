package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.kernel.Actor;

/** Takes cases as far as a test needs them, by those whose steps they are. */
record CaseDesk(Cases cases, CaseRegister register) {
    private static final String AT = "2026-11-19T09:00:00Z";

    static final Map<String, String> TOLD = Map.of("at", AT, "how", "in person");
    static final Map<String, String> SEEN =
            Map.of("account", "tellis", "at", AT, "place", "in school", "evidence", "A game");
    static final Map<String, String> FOUND =
            Map.of("account", "tellis", "about-when", AT, "evidence", "Names of folders");
    static final Map<String, String> HEARD =
            Map.of("seen-at", AT, "owner", "A child", "what", "A child told me", "not-copied", "yes");
    static final Map<String, String> REFERRED = Map.of("at", AT, "sent", "The facts", "awaited", "no");
    static final Map<String, String> CLOSED = Map.of("outcome", "It is put right", "policy-review", "no");

    static Map<String, String> answer(String answer) {
        return Map.of("answer", answer);
    }

    static Map<String, String> answer(String answer, String why) {
        return Map.of("answer", answer, "reason", why);
    }

    CaseId open(Actor.Somebody by, String kind) {
        return ((Opening.Opened) cases.open(by, kind, null)).file().id();
    }

    void goOn(Actor.Somebody by, CaseId id, String step, Map<String, String> said) {
        assertThat(cases.answer(by, id, 1, step, said, null))
                .as("%s by %s", step, by.name())
                .isInstanceOf(Saying.WentOn.class);
    }

    Case whole(Actor.Somebody by, CaseId id) {
        return ((Shown.Whole) register.show(by, id)).one();
    }

    /** Misuse by a pupil, as far as which rule it broke. */
    CaseId misuse(Actor.Somebody coordinator, Actor.Somebody pupil) {
        var id = open(coordinator, "misuse-seen");
        cases.addPerson(coordinator, id, pupil.person(), Part.INSTIGATOR);
        goOn(coordinator, id, "what", SEEN);
        goOn(coordinator, id, "told", TOLD);
        goOn(coordinator, id, "who", answer("pupil"));
        return id;
    }

    /** Something that may be illegal, of a pupil or of staff, as far as what somebody decides of it. */
    CaseId material(Actor.Somebody by, String kind) {
        var id = open(by, kind);
        goOn(by, id, "leave-alone", Map.of());
        goOn(by, id, "what-was-found", FOUND);
        goOn(by, id, "told", TOLD);
        return id;
    }

    /** An image of a child, from its beginning to the lead's taking it over. */
    CaseId image(Actor.Somebody lead) {
        var id = open(lead, "concerning-image");
        goOn(lead, id, "do-not-look", Map.of());
        report(lead, id);
        return id;
    }

    /** What whoever told writes down of an image. */
    void report(Actor.Somebody teller, CaseId id) {
        goOn(teller, id, "facts", HEARD);
        goOn(teller, id, "device", Map.of("taken", "yes"));
    }
}
