package org.schoolgate.gateways.web;

import org.jspecify.annotations.Nullable;

/** The device for which somebody wants a token, as it was typed. */
public record DeviceForm(@Nullable String device) {
    static DeviceForm empty() {
        return new DeviceForm("");
    }

    public String typed() {
        return device == null ? "" : device.strip();
    }
}
