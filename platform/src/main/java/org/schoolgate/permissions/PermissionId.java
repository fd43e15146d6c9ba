package org.schoolgate.permissions;

import java.util.UUID;

/** A permission, from the moment that it is asked for. */
public record PermissionId(UUID value) {
    public static PermissionId of(String text) {
        return new PermissionId(UUID.fromString(text));
    }

    static PermissionId random() {
        return new PermissionId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
