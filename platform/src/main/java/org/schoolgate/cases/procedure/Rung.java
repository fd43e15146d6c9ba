package org.schoolgate.cases.procedure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rung of the sanctions ladder (requirements 5.6), the mildest first. */
public enum Rung implements Worded {
    STOP_AND_TALK_TO_PARENTS("stop and talk to parents"),
    INTERVIEW("interview"),
    PARENTS_TOLD("parents told"),
    GROUP_LEFT("group left"),
    ACCESS_OFF("access off"),
    PROGRAM_OR_MACHINE_OFF("program or machine off"),
    /** Something else that keeps people safe, in the decider's own words. */
    OTHER("other"),
    DISCIPLINE("discipline"),
    REFERRAL("referral");

    /** Whose ladder it is: pupils are not disciplined as staff are, and staff have no parents told. */
    public enum Ladder implements Worded {
        PUPIL("pupil"),
        STAFF("staff");

        private final String word;

        Ladder(String word) {
            this.word = word;
        }

        public List<Rung> rungs() {
            return Arrays.stream(Rung.values()).filter(rung -> rung.isOn(this)).toList();
        }

        /** To whom somebody of it can be referred. */
        public List<Agency> agencies() {
            return switch (this) {
                case PUPIL ->
                    List.of(
                            Agency.LA_HELPDESK,
                            Agency.MASH,
                            Agency.SAFEGUARDING_BOARD,
                            Agency.POLICE,
                            Agency.POLICE_YOUTH_OFFICER);
                case STAFF -> List.of(Agency.LA_HELPDESK, Agency.LADO, Agency.POLICE);
            };
        }

        @Override
        public String word() {
            return word;
        }
    }

    private final String word;

    Rung(String word) {
        this.word = word;
    }

    public boolean isOn(Ladder ladder) {
        return switch (this) {
            case INTERVIEW, GROUP_LEFT, ACCESS_OFF, PROGRAM_OR_MACHINE_OFF, OTHER, REFERRAL -> true;
            case STOP_AND_TALK_TO_PARENTS, PARENTS_TOLD -> ladder == Ladder.PUPIL;
            case DISCIPLINE -> ladder == Ladder.STAFF;
        };
    }

    /** Whether it takes something away for a time, which then comes back by itself. */
    public boolean takes() {
        return switch (this) {
            case GROUP_LEFT, ACCESS_OFF, PROGRAM_OR_MACHINE_OFF -> true;
            case STOP_AND_TALK_TO_PARENTS, INTERVIEW, PARENTS_TOLD, OTHER, DISCIPLINE, REFERRAL -> false;
        };
    }

    /** The rung that a step writes so; none where it decided for none. */
    public static Optional<Rung> of(@Nullable String word) {
        return Arrays.stream(values()).filter(rung -> rung.word.equals(word)).findFirst();
    }

    @Override
    public String word() {
        return word;
    }
}
