package org.schoolgate.messages;

import java.util.Map;
import java.util.UUID;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.PersonId;

/** What happened to a one-time link. */
public sealed interface LinkEvent extends Audited {
    UUID link();

    PersonId person();

    String purpose();

    @Override
    default String subject() {
        return "link:" + link();
    }

    @Override
    default Map<String, String> facts() {
        return Map.of("person", person().toString(), "purpose", purpose());
    }

    /** It was made for somebody. */
    record LinkIssued(Actor by, UUID link, PersonId person, String purpose) implements LinkEvent {
        @Override
        public String kind() {
            return "link.issued";
        }
    }

    /** Somebody came in by it. */
    record LinkOpened(Actor by, UUID link, PersonId person, String purpose, Proof proof, String address)
            implements LinkEvent {
        @Override
        public String kind() {
            return "link.opened";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("person", person.toString(), "purpose", purpose, "proof", proof.name(), "address", address);
        }
    }

    /** It opens nothing any more. */
    record LinkClosed(Actor by, UUID link, PersonId person, String purpose, Why why) implements LinkEvent {
        /** Why it closed. */
        public enum Why {
            USED_UP,
            REVOKED,
            GUESSED
        }

        @Override
        public String kind() {
            return "link.closed";
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("person", person.toString(), "purpose", purpose, "why", why.name());
        }
    }
}
