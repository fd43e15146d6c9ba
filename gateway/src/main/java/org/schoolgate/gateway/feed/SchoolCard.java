package org.schoolgate.gateway.feed;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a block page says of the school: its name, who answers a request for a site, and who reads what a child tells.
 *
 * @param decides a person or a role, as a reader knows them: "Ms Okafor"
 * @param decidesFor who answers readers of a voice, where that is somebody else: "your teacher"
 * @param reads likewise
 */
public record SchoolCard(String name, String decides, Map<Wording, String> decidesFor, String reads) {
    /** @param decidesFor null in a copy that was made before there was such a thing */
    public SchoolCard(String name, String decides, @Nullable Map<Wording, String> decidesFor, String reads) {
        this.name = name;
        this.decides = decides;
        this.decidesFor = decidesFor == null ? Map.of() : Map.copyOf(decidesFor);
        this.reads = reads;
    }

    /** Who answers a request for a site by readers of this voice. */
    public String decides(Wording wording) {
        return decidesFor.getOrDefault(wording, decides);
    }
}
