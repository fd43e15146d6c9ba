package org.schoolgate.gateway.dns;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of an answer that say something of the question: its aliases one after the other, and what stands at their end. */
final class Chain {
    private static final int LONGEST = 16;

    private Chain() {}

    /** Whatever else a name server put into its answer is left out. */
    static List<Rr> of(byte[] name, int type, List<Rr> answers) {
        List<Rr> chain = new ArrayList<>(answers.size());
        byte[] at = name;
        for (int i = 0; i < LONGEST && at != null; i++) {
            byte[] owner = at;
            answers.stream()
                    .filter(rr -> rr.type() == type && Names.same(rr.owner(), owner))
                    .forEach(chain::add);
            at = type == Type.CNAME ? null : next(owner, answers, chain);
        }
        return chain;
    }

    private static byte @Nullable [] next(byte[] owner, List<Rr> answers, List<Rr> chain) {
        for (Rr rr : answers) {
            if (rr.type() == Type.CNAME && Names.same(rr.owner(), owner)) {
                chain.add(rr);
                return rr.data();
            }
        }
        return null;
    }
}
