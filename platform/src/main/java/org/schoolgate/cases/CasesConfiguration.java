package org.schoolgate.cases;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.LinkPurpose;
import org.schoolgate.signin.PublicPaths;
import org.schoolgate.signin.SignIns;
import org.schoolgate.tenancy.DeclaredSettings;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.schoolgate.ui.PageFurniture;
import org.schoolgate.ui.TellButton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What telling and cases bring to every page, and their settings. */
@Configuration(proxyBeanMethods = false)
class CasesConfiguration {
    @Bean
    DeclaredSettings casesSettings() {
        return new DeclaredSettings(
                "cases",
                Stream.concat(
                                Stream.of(
                                        WhoHears.ROLES,
                                        WhoHears.TEACHERS_OF_THE_YOUNGEST,
                                        WhoHears.CHOICES,
                                        Concerns.LADO,
                                        HowToComplain.POLICY,
                                        SchoolDay.LESSONS_END,
                                        DeviceSearches.AUTHORISE),
                                Doing.SETTINGS.values().stream())
                        .toList());
    }

    /** Whoever has a complaint or a concern need not be known here, let alone signed in. */
    @Bean
    PublicPaths concernPaths() {
        return PublicPaths.of("/concern", "/concern/**");
    }

    /** What the letter to the next school opens; whoever comes by it is nobody of this one. */
    @Bean
    LinkPurpose fetchingAFile() {
        return LinkPurpose.of(Transfers.PURPOSE, "/handover", "/handover/**");
    }

    @Bean
    MenuItem told(Reports reports) {
        return MenuItem.in(Place.CONCERNS, 10, "/reports", "cases.menu")
                .forRoles(Reports.ACCESS.rolesFor(Reports.Operation.READ))
                .countingFor(reports::count);
    }

    @Bean
    MenuItem openCases(CaseRegister register) {
        return MenuItem.in(Place.CONCERNS, 20, "/cases", "cases.menu-cases")
                .forRoles(CasePolicy.ACCESS.rolesFor(CasePolicy.Operation.READ))
                .countingFor(register::waiting);
    }

    @Bean
    MenuItem deviceSearched() {
        return MenuItem.in(Place.CONCERNS, 25, "/device-searches/new", "cases.search.menu")
                .forRoles(CasePolicy.ACCESS.rolesFor(CasePolicy.Operation.RECORD_SEARCH))
                .openedSeldom();
    }

    @Bean
    MenuItem outsideRequests() {
        return MenuItem.in(Place.CONCERNS, 30, "/outside-requests", "cases.outside.menu")
                .forRoles(Circle.ORDINARY.roles());
    }

    @Bean
    MenuItem actions(FollowUps followUps) {
        return MenuItem.in(Place.TODAY, 30, "/actions", "cases.follow.menu")
                .forRoles(CasePolicy.ACCESS.rolesFor(CasePolicy.Operation.HAVE_ACTIONS))
                .countingFor(followUps::count);
    }

    @Bean
    MenuItem policyReviews(FollowUps followUps) {
        return MenuItem.in(Place.CONCERNS, 45, "/policy-reviews", "cases.follow.reviews")
                .forRoles(CasePolicy.ACCESS.rolesFor(CasePolicy.Operation.REVIEW_POLICIES))
                .countingFor(followUps::waiting)
                .openedSeldom();
    }

    @Bean
    MenuItem receivedFiles() {
        return MenuItem.in(Place.CONCERNS, 65, "/received-files", "cases.received.menu")
                .forRoles(CasePolicy.ACCESS.rolesFor(CasePolicy.Operation.SEND_FILES))
                .openedSeldom();
    }

    @Bean
    MenuItem sanctions() {
        return MenuItem.in(Place.CONCERNS, 40, "/sanctions", "cases.menu-sanctions")
                .forRoles(SanctionPolicy.ACCESS.rolesFor(SanctionPolicy.Operation.SEE));
    }

    @Bean
    MenuItem whatMayFollow() {
        return MenuItem.in(Place.FOOT, 20, "/what-follows", "cases.ladder.own")
                .when(reader -> !reader.roles().isEmpty());
    }

    /** Parents' own pages lead to what may follow, and to letters that were written to them. */
    @Bean
    LinkPurpose readingFromTheFamilysPages() {
        return LinkPurpose.of(SignIns.FAMILY, "/what-follows", "/sanction-letters/**")
                .askingFact();
    }

    @Bean
    LinkPurpose readingALetterAboutASanction() {
        return LinkPurpose.of(Sanctions.LETTER, "/sanction-letters/**").askingFact();
    }

    @Bean
    MenuItem trends() {
        return MenuItem.in(Place.CONCERNS, 50, "/cases/trends", "cases.menu-trends")
                .forRoles(CasePolicy.ACCESS.rolesFor(CasePolicy.Operation.SEE_TRENDS))
                .openedSeldom();
    }

    @Bean
    MenuItem howToComplain() {
        return MenuItem.in(Place.FOOT, 30, "/how-to-complain", "cases.how.title");
    }

    @Bean
    MenuItem sendHowToComplain() {
        return MenuItem.in(Place.CONCERNS, 60, "/how-to-complain", "cases.how.menu")
                .forRoles(HowToComplain.ACCESS.rolesFor(HowToComplain.Operation.SEND))
                .openedSeldom();
    }

    @Bean
    MenuItem tellWhatWorriesYou() {
        return MenuItem.in(Place.FOOT, 10, "/report", "cases.foot").when(reader -> !reader.is(Role.PUPIL));
    }

    @Bean
    PageFurniture tellButtons(Reports reports, ToldAway away) {
        return new PageFurniture() {
            @Override
            public Optional<TellButton> tell(@Nullable Actor reader) {
                return reader instanceof Actor.Somebody child && child.is(Role.PUPIL)
                        ? Optional.of(
                                new TellButton("/tell", reports.readers(child).getFirst(), away.sealing(child)))
                        : Optional.empty();
            }
        };
    }
}
