package org.schoolgate.agreements;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Guardian;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Component;

/** Who has to sign what, by the roster of a day and the school's rules. */
@Component
class Signers {
    private static final Set<Role> OTHER_ADULTS = EnumSet.of(
            Role.GOVERNOR, Role.CHAIR_OF_GOVERNORS, Role.VOLUNTEER, Role.VISITOR, Role.CONTRACTOR, Role.COMMUNITY_USER);

    private final Roster roster;
    private final StaffDevices devices;
    private final Settings settings;

    Signers(Roster roster, StaffDevices devices, Settings settings) {
        this.roster = roster;
        this.devices = devices;
        this.settings = settings;
    }

    SigningRules rules(SchoolId school) {
        return new SigningRules(
                settings.get(school, AgreementsConfiguration.CHILDREN_SIGN),
                settings.get(school, AgreementsConfiguration.CARERS) == AgreementsConfiguration.Carers.EVERY,
                settings.get(school, AgreementsConfiguration.YEARLY));
    }

    /** What an adult of these roles signs for themselves; who works here signs as staff, whatever else they are. */
    static Optional<Audience> ownAudience(Set<Role> roles) {
        if (roles.stream().anyMatch(Role::isStaff)) {
            return Optional.of(Audience.STAFF);
        }
        return roles.stream().anyMatch(OTHER_ADULTS::contains) ? Optional.of(Audience.OTHER_ADULT) : Optional.empty();
    }

    /** As what somebody answers for themselves: as a pupil, or with the roles in which they sign. */
    String ownCapacity(SchoolId school, PersonId signer, LocalDate day) {
        var roles = roster.roles(school, signer, day);
        return roles.contains(Role.PUPIL)
                ? Role.PUPIL.name()
                : roles.stream()
                        .filter(role -> ownAudience(Set.of(role)).isPresent())
                        .sorted()
                        .map(Role::name)
                        .collect(Collectors.joining(" "));
    }

    /** Everything that these audiences have to answer that day. */
    Set<Needed> all(SchoolId school, Set<Audience> audiences, LocalDate day) {
        var needed = new LinkedHashSet<Needed>();
        if (audiences.stream().anyMatch(audience -> audience.isPupils() || audience == Audience.PARENT)) {
            needed.addAll(aboutPupils(school, audiences, day));
        }
        var holders = audiences.contains(Audience.DEVICE) ? devices.holders(school, day) : Set.<PersonId>of();
        adults(school, day).forEach((adult, audience) -> {
            if (audiences.contains(audience)) {
                needed.add(Needed.own(audience, adult));
            }
            if (audience == Audience.STAFF && holders.contains(adult)) {
                needed.add(Needed.own(Audience.DEVICE, adult));
            }
        });
        return needed;
    }

    /** The adults who sign for themselves that day, with what each of them signs. */
    Map<PersonId, Audience> adults(SchoolId school, LocalDate day) {
        var adults = new LinkedHashMap<PersonId, Audience>();
        roster.staff(school, day).forEach(person -> adults.put(person.id(), Audience.STAFF));
        roster.holders(school, OTHER_ADULTS, day)
                .forEach(person -> adults.putIfAbsent(person.id(), Audience.OTHER_ADULT));
        return adults;
    }

    private List<Needed> aboutPupils(SchoolId school, Set<Audience> audiences, LocalDate day) {
        var rules = rules(school);
        var pupils = roster.pupils(school, day);
        var carers = carers(school, pupils.stream().map(Pupil::id).toList(), day);
        var needed = new ArrayList<Needed>();
        for (var pupil : pupils) {
            var toAsk = rules.toAsk(carers.getOrDefault(pupil.id(), List.of()));
            pupil.knownPhase().map(Audience::of).filter(audiences::contains).ifPresent(audience -> {
                if (pupil.knownPhase().filter(rules.childrenSign()::contains).isPresent()) {
                    needed.add(new Needed(audience, Part.PUPIL, pupil.id(), pupil.id()));
                }
                toAsk.forEach(signer -> needed.add(new Needed(audience, Part.PARENT_FOR_CHILD, signer, pupil.id())));
            });
            if (audiences.contains(Audience.PARENT)) {
                toAsk.forEach(signer -> needed.add(new Needed(Audience.PARENT, Part.OWN, signer, pupil.id())));
            }
        }
        return needed;
    }

    /** What one person may answer that day, for themselves and for children: also a second parent who was not asked. */
    Set<Needed> of(SchoolId school, PersonId signer, LocalDate day) {
        var needed = new LinkedHashSet<Needed>();
        ownAudience(roster.roles(school, signer, day)).ifPresent(audience -> {
            needed.add(Needed.own(audience, signer));
            if (audience == Audience.STAFF && devices.holders(school, day).contains(signer)) {
                needed.add(Needed.own(Audience.DEVICE, signer));
            }
        });
        roster.pupil(school, signer, day)
                .flatMap(Pupil::knownPhase)
                .filter(rules(school).childrenSign()::contains)
                .ifPresent(phase -> needed.add(new Needed(Audience.of(phase), Part.PUPIL, signer, signer)));
        for (var child : roster.childrenOf(school, signer, day)) {
            var carers = carers(school, child.id(), day);
            if (carers.stream().anyMatch(carer -> carer.person().equals(signer) && carer.mayAgree())) {
                child.knownPhase()
                        .ifPresent(phase ->
                                needed.add(new Needed(Audience.of(phase), Part.PARENT_FOR_CHILD, signer, child.id())));
                needed.add(new Needed(Audience.PARENT, Part.OWN, signer, child.id()));
            }
        }
        return needed;
    }

    List<Carer> carers(SchoolId school, PersonId pupil, LocalDate day) {
        return roster.guardiansOf(school, pupil, day).stream()
                .map(Signers::carer)
                .toList();
    }

    Map<PersonId, List<Carer>> carers(SchoolId school, Collection<PersonId> pupils, LocalDate day) {
        return roster.guardiansOf(school, pupils, day).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream().map(Signers::carer).toList()));
    }

    private static Carer carer(Guardian guardian) {
        return new Carer(guardian.person().id(), guardian.mayAgree(), guardian.caution());
    }
}
