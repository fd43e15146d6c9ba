package org.schoolgate.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.ui.PageFurniture;
import org.schoolgate.ui.SchoolSign;
import org.springframework.stereotype.Component;

/** The school's name at the head of every page, and over the door where there is one school, or one trust. */
@Component
class SignOverTheDoor implements PageFurniture {
    private final Schools schools;
    private final Map<SchoolId, SchoolSign> signs = new ConcurrentHashMap<>();

    SignOverTheDoor(Schools schools) {
        this.schools = schools;
    }

    @Override
    public Optional<SchoolSign> sign(SchoolId id) {
        return Optional.ofNullable(signs.get(id))
                .or(() -> schools.find(id).map(school -> {
                    var sign = sign(school);
                    signs.put(id, sign);
                    return sign;
                }));
    }

    @Override
    public Optional<SchoolSign> signAtTheDoor() {
        return signOf(schools.all());
    }

    static Optional<SchoolSign> signOf(List<School> all) {
        if (all.size() == 1) {
            return Optional.of(sign(all.getFirst()));
        }
        return all.stream().map(School::trust).distinct().count() == 1
                ? Optional.of(new SchoolSign(all.getFirst().trustName(), null))
                : Optional.empty();
    }

    private static SchoolSign sign(School school) {
        return new SchoolSign(school.name(), school.trustName().equals(school.name()) ? null : school.trustName());
    }
}
