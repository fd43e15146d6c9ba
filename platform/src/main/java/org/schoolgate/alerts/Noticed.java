package org.schoolgate.alerts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.activity.Seen;
import org.schoolgate.gateways.CallingGateway;
import org.schoolgate.gateways.GatewayId;

/** Something that a gateway saw and that is watched for, with the gateway that says so. */
public record Noticed(Seen seen, GatewayId gateway, String gatewayName, Instant tokenMadeAt) {
    static final String AT = "at ";

    static Noticed of(CallingGateway gateway, Seen seen) {
        return new Noticed(seen, gateway.id(), gateway.name(), gateway.tokenMadeAt());
    }

    /** By what repeats are told. */
    String who() {
        return seen.reader() == null ? AT + seen.address() : seen.reader();
    }

    /** The address in words that no program makes a link of. */
    public String address() {
        var path = seen.path();
        return seen.host().replace(".", "[.]") + (path == null ? "" : " " + path.replace("://", "[:]//"));
    }

    /** What of its categories is watched for. */
    public List<String> categories() {
        return seen.categories();
    }

    public @Nullable String searched() {
        return seen.searchedFor().orElse(null);
    }
}
