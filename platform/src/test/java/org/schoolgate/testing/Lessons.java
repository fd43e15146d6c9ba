package org.schoolgate.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.signin.SupervisedSessions;

/** The supervised sessions that a test holds open by its own word. */
public class Lessons implements SupervisedSessions {
    private final Map<SchoolId, List<Supervised>> open = new ConcurrentHashMap<>();

    /** The adult opens one for the class. */
    public UUID begin(SchoolId school, UUID classId, PersonId adult) {
        var id = UUID.randomUUID();
        open.computeIfAbsent(school, _ -> new ArrayList<>()).add(new Supervised(id, classId, adult));
        return id;
    }

    /** The adult closes it. */
    public void end(SchoolId school, UUID id) {
        open.getOrDefault(school, new ArrayList<>()).removeIf(one -> one.id().equals(id));
    }

    @Override
    public List<Supervised> open(SchoolId school) {
        return List.copyOf(open.getOrDefault(school, List.of()));
    }
}
