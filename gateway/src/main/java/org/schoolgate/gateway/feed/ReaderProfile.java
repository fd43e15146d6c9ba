package org.schoolgate.gateway.feed;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of reader may reach, and the voice in which they are told.
 *
 * @param onlyListed nothing opens but what the school's rules allow
 * @param blockAddresses a bare IP address is refused
 * @param closedFiles kinds of files that these readers may not fetch
 */
public record ReaderProfile(
        String id,
        Wording wording,
        Set<String> blocked,
        Set<String> asked,
        boolean onlyListed,
        boolean blockAddresses,
        SafeModes safeModes,
        Set<FileKind> closedFiles) {
    /** @param safeModes null, as is {@code closedFiles}, in a copy that was made before there was such a thing */
    public ReaderProfile(
            String id,
            Wording wording,
            Set<String> blocked,
            Set<String> asked,
            boolean onlyListed,
            boolean blockAddresses,
            @Nullable SafeModes safeModes,
            @Nullable Set<FileKind> closedFiles) {
        this.id = id;
        this.wording = wording;
        this.blocked = Set.copyOf(blocked);
        this.asked = Set.copyOf(asked);
        this.onlyListed = onlyListed;
        this.blockAddresses = blockAddresses;
        this.safeModes = safeModes == null ? SafeModes.OPEN : safeModes;
        this.closedFiles = closedFiles == null ? Set.of() : Set.copyOf(closedFiles);
    }

    /** A profile under which search engines and YouTube are as they are, and files of any kind may be fetched. */
    public ReaderProfile(
            String id,
            Wording wording,
            Set<String> blocked,
            Set<String> asked,
            boolean onlyListed,
            boolean blockAddresses) {
        this(id, wording, blocked, asked, onlyListed, blockAddresses, SafeModes.OPEN, Set.of());
    }
}
