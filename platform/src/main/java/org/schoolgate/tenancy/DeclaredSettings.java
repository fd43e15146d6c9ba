package org.schoolgate.tenancy;

import java.util.List;

/** The settings that one module brings, as a bean, so that the settings page can list them all. */
public record DeclaredSettings(String module, List<Setting<?>> settings) {
    public static DeclaredSettings of(String module, Setting<?>... settings) {
        return new DeclaredSettings(module, List.of(settings));
    }
}
