package org.schoolgate.signin;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.PersonId;

/** What happened to somebody's account or password (R29). Never the password, nor anything made from it. */
public record AccountEvent(Actor by, What what, PersonId person, Map<String, String> facts) implements Audited {
    /** What happened. */
    public enum What {
        ACCOUNT_OPENED("account.opened"),
        PASSWORD_CHOSEN("password.chosen"),
        /** Somebody whose task it is gave a new one (PWD-5). */
        PASSWORD_RESET("password.reset"),
        LINK_SENT("password.link-sent"),
        /** Its owner says that somebody knows it (PWD-6). */
        KNOWN_BY_OTHERS("password.known-by-others"),
        /** Somebody found it out and said so, which is what we ask of them (PWD-7). */
        FOUND_OUT("password.found-out"),
        PICTURE_SET("picture.set"),
        CLASS_CARD_MADE("class-card.made"),
        TRIES_GIVEN_BACK("sign-in.tries-given-back"),
        SESSION_FOUND_OPEN("session.found-open"),
        SHARED_USE_LOOKED_AT("account.shared-use-looked-at");

        private final String kind;

        What(String kind) {
            this.kind = kind;
        }
    }

    public static AccountEvent of(Actor by, What what, PersonId person) {
        return new AccountEvent(by, what, person, Map.of());
    }

    @Override
    public String kind() {
        return what.kind;
    }

    @Override
    public String subject() {
        return "person:" + person;
    }
}
