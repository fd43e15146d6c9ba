package org.schoolgate.gateway.feed;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of reader may reach, and the voice in which they are told.
 *
 * @param onlyListed nothing opens but what the school's rules allow
 * @param blockAddresses a bare IP address is refused, and so is a tunnel that names no site
 * @param closedFiles kinds of files that these readers may not fetch
 * @param https how far HTTPS is looked into
 */
public record ReaderProfile(
        String id,
        Wording wording,
        Set<String> blocked,
        Set<String> asked,
        boolean onlyListed,
        boolean blockAddresses,
        SafeModes safeModes,
        Set<FileKind> closedFiles,
        Https https) {
    /** @param safeModes null, as are those after it, in a copy that was made before there was such a thing */
    public ReaderProfile(
            String id,
            Wording wording,
            Set<String> blocked,
            Set<String> asked,
            boolean onlyListed,
            boolean blockAddresses,
            @Nullable SafeModes safeModes,
            @Nullable Set<FileKind> closedFiles,
            @Nullable Https https) {
        this.id = id;
        this.wording = wording;
        this.blocked = Set.copyOf(blocked);
        this.asked = Set.copyOf(asked);
        this.onlyListed = onlyListed;
        this.blockAddresses = blockAddresses;
        this.safeModes = safeModes == null ? SafeModes.OPEN : safeModes;
        this.closedFiles = closedFiles == null ? Set.of() : Set.copyOf(closedFiles);
        this.https = https == null ? Https.NAMES : https;
    }

    /** A profile whose HTTPS is judged by names. */
    public ReaderProfile(
            String id,
            Wording wording,
            Set<String> blocked,
            Set<String> asked,
            boolean onlyListed,
            boolean blockAddresses,
            SafeModes safeModes,
            Set<FileKind> closedFiles) {
        this(id, wording, blocked, asked, onlyListed, blockAddresses, safeModes, closedFiles, Https.NAMES);
    }

    /** One under which search engines and YouTube are as they are, and files of any kind may be fetched, besides. */
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
