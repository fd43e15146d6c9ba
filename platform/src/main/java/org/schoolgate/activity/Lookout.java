package org.schoolgate.activity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateways.CallingGateway;

/** Whoever wants to know at once of some of what gateways see. Implemented by the module that raises alerts. */
public interface Lookout {
    /**
     * Whether a request is one of those. Asked of each while its batch is read, so it answers from its arguments alone and
     * in no time.
     *
     * @param answer as the gateway wrote it
     */
    boolean concerns(String answer, List<String> categories, String rule, @Nullable String path);

    /** These have been stored for the first time, in the transaction that stored them: either both are on disk, or neither. */
    void noticed(CallingGateway gateway, List<Seen> fresh);
}
