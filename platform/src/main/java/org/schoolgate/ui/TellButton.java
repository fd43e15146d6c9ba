package org.schoolgate.ui;

import org.jspecify.annotations.Nullable;

/**
 * A child's way to tell somebody. For the youngest the press itself tells (a POST to {@code href}); older children open a
 * page.
 *
 * @param who who reads it, by name: "Miss Adeyemi"
 * @param sealing how the device keeps what is told without the network; null where it does not
 */
public record TellButton(String href, String who, @Nullable Sealing sealing) {
    public TellButton(String href, String who) {
        this(href, who, null);
    }
}
