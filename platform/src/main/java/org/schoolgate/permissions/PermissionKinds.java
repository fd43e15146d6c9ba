package org.schoolgate.permissions;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The kinds that the modules declare, by key. */
@Component
class PermissionKinds {
    private final Map<String, PermissionKind> kinds;

    PermissionKinds(List<PermissionKind> kinds) {
        this.kinds = kinds.stream().collect(Collectors.toUnmodifiableMap(PermissionKind::key, Function.identity()));
    }

    PermissionKind of(String key) {
        var kind = kinds.get(key);
        if (kind == null) {
            throw new IllegalStateException("no module declares the permission " + key);
        }
        return kind;
    }

    PermissionKind of(Permission permission) {
        return of(permission.kind());
    }
}
