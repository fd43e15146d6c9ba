package org.schoolgate.agreements;

import java.util.EnumSet;
import java.util.Set;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.kernel.Phase;
import org.schoolgate.messages.LinkPurpose;
import org.schoolgate.signin.SignIns;
import org.schoolgate.tenancy.DeclaredSettings;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What schools decide about signing, and what a parent's link opens. */
@Configuration(proxyBeanMethods = false)
class AgreementsConfiguration {
    /** What the link in a parent's letter is for. */
    static final String SIGNING = "agreements.sign";

    /** Whose children say yes for themselves, beside their parents. */
    static final Setting<Set<Phase>> CHILDREN_SIGN =
            Setting.several("agreements.children-sign", Phase.class, EnumSet.allOf(Phase.class));

    /** Whether one parent's yes is enough while nobody says no. */
    static final Setting<Carers> CARERS = Setting.choice("agreements.carers", Carers.ONE);

    /** Whether everybody is asked afresh each school year (CFG-30). */
    static final Setting<Boolean> YEARLY = Setting.flag("agreements.yearly", true);

    /** How many days apart reminders are. */
    static final Setting<Integer> REMIND_EVERY = Setting.number("agreements.remind-every-days", 5, 1, 60);

    /** Whether answers on paper are taken (CFG-31). */
    static final Setting<Boolean> PAPER = Setting.flag("agreements.paper", true);

    /** Whether a yes on paper counts only after somebody else has looked at its scan (AGR-20). */
    static final Setting<Boolean> SECOND_LOOK = Setting.flag("agreements.second-look", false);

    /** When whoever has not signed reaches nothing but the signing (AGR-4). */
    static final Setting<SignBy> SIGN_BY = Setting.choice("agreements.sign-by", SignBy.AT_SIGN_IN);

    /** The moment from which nobody goes on without having signed. */
    enum SignBy {
        /** The next sign-in. */
        AT_SIGN_IN,
        /** The day by which the round asks for it; where no open round asks, the next sign-in. */
        BY_THE_DUE_DATE
    }

    /** How many of a child's carers have to say yes. */
    enum Carers {
        ONE,
        EVERY
    }

    @Bean
    DeclaredSettings agreementsSettings() {
        return DeclaredSettings.of(
                "agreements", CHILDREN_SIGN, CARERS, YEARLY, REMIND_EVERY, PAPER, SECOND_LOOK, SIGN_BY);
    }

    @Bean
    MenuItem roundsInMenu() {
        return MenuItem.in(Place.AGREEMENTS, 10, "/agreements/rounds", "agreements.menu.rounds")
                .when(reader -> AgreementsAccess.ACCESS.allows(reader, Operation.READ_COUNTS)
                        || AgreementsAccess.ACCESS.allows(reader, Operation.READ_OWN_CLASS));
    }

    @Bean
    MenuItem textsInMenu() {
        return MenuItem.in(Place.AGREEMENTS, 20, "/agreements/texts", "agreements.menu.texts")
                .forRoles(AgreementsAccess.ACCESS.rolesFor(Operation.READ_TEXTS));
    }

    @Bean
    MenuItem familiesInMenu() {
        return MenuItem.in(Place.AGREEMENTS, 50, "/agreements/families", "agreements.menu.families")
                .forRoles(AgreementsAccess.ACCESS.rolesFor(Operation.READ_FAMILIES));
    }

    @Bean
    MenuItem papersInMenu() {
        return MenuItem.in(Place.AGREEMENTS, 40, "/agreements/papers", "agreements.menu.papers")
                .when(reader -> AgreementsAccess.ACCESS.allows(reader, Operation.ENTER_PAPER)
                        || AgreementsAccess.ACCESS.allows(reader, Operation.ENTER_PAPER_OF_CLASS));
    }

    @Bean
    MenuItem classSigningInMenu() {
        return MenuItem.in(Place.AGREEMENTS, 30, "/agreements/classes", "agreements.menu.class")
                .forRoles(AgreementsAccess.ACCESS.rolesFor(Operation.WITNESS));
    }

    /** Parents' own pages lead to what waits for their answer. */
    @Bean
    LinkPurpose answeringFromTheFamilysPages() {
        return LinkPurpose.of(SignIns.FAMILY, "/agreements/mine", "/agreements/mine/**")
                .askingFact();
    }

    @Bean
    LinkPurpose signingByLink() {
        return LinkPurpose.of(SIGNING, "/agreements/mine", "/agreements/mine/**")
                .askingFact();
    }
}
