package org.schoolgate.access;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.permissions.Permission;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.SchoolClass;

/**
 * Which children of a class are signed in at this moment.
 *
 * @param session the lesson that is open; null while none is
 * @param asks the pupils who asked this reader to go online, the longest wait first
 */
public record WhoIsIn(
        SchoolClass schoolClass,
        Instant at,
        @Nullable SupervisedSession session,
        List<Pupil> pupils,
        Set<PersonId> signedIn,
        List<Permission> asks) {
    public WhoIsIn {
        pupils = List.copyOf(pupils);
        signedIn = Set.copyOf(signedIn);
        asks = List.copyOf(asks);
    }

    public boolean isIn(Pupil pupil) {
        return signedIn.contains(pupil.id());
    }

    public int in() {
        return (int) pupils.stream().filter(this::isIn).count();
    }

    /** Those who are not signed in, by the name that others may see. */
    public String missing() {
        return pupils.stream()
                .filter(pupil -> !isIn(pupil))
                .map(pupil -> pupil.name().little())
                .collect(Collectors.joining(", "));
    }

    /** Whether children of this class come in by the class's card and a picture. */
    public boolean isOfTheYoungest() {
        return pupils.stream()
                .anyMatch(pupil ->
                        pupil.knownPhase().filter(phase -> phase != Phase.KS2).isPresent());
    }
}
