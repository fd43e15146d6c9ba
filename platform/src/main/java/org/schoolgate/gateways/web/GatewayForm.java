package org.schoolgate.gateways.web;

import static org.schoolgate.ui.Words.say;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.schoolgate.ui.Problems;

/** A gateway's name and address as they were typed. */
public record GatewayForm(@Nullable String name, @Nullable String address) {
    private static final int LONGEST_NAME = 60;

    static GatewayForm empty() {
        return new GatewayForm("", "");
    }

    Problems problems() {
        return Problems.none()
                .when(called().isEmpty(), "name", say("gateways.form.name.write"))
                .when(called().length() > LONGEST_NAME, "name", say("gateways.form.name.shorter", LONGEST_NAME))
                .when(!typed().isEmpty() && place() == null, "address", say("gateways.form.address.write"));
    }

    public String called() {
        return name == null ? "" : name.strip();
    }

    public String typed() {
        return address == null ? "" : address.strip();
    }

    /** Scheme, host and port; null where it is none, or nobody typed one. */
    @Nullable
    String place() {
        try {
            var uri = new URI(typed());
            boolean plain = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && (uri.getPath().isEmpty() || uri.getPath().equals("/"));
            return plain
                    ? new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null).toString()
                    : null;
        } catch (URISyntaxException _) {
            return null;
        }
    }
}
