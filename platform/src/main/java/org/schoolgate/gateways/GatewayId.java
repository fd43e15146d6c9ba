package org.schoolgate.gateways;

import java.util.UUID;

/** An enforcement point of a school. */
public record GatewayId(UUID value) {
    public static GatewayId of(String text) {
        return new GatewayId(UUID.fromString(text));
    }

    public static GatewayId random() {
        return new GatewayId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
