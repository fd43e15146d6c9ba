package org.schoolgate.cases;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Agency;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Whom a school calls outside, at which numbers. What a card said before is kept. */
@Service
public class ContactCards {
    private static final String NEWEST = """
            select distinct on (agency) * from contact_card where school_id = :school order by agency, card desc
            """;
    private static final String WRITE = """
            insert into contact_card (school_id, agency, name, phone, out_of_hours, email, agreed, review_by, written_at,
              written_by_name)
            values (:school, :agency, :name, :phone, :outOfHours, :email, :agreed, :review, :at, :by)
            """;
    private static final int LONGEST = 200;
    private static final int LONGEST_TEXT = 20_000;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ContactCards(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** What a role may do with contact cards. */
    public enum Operation {
        READ,
        WRITE
    }

    /** Whoever may have a step in which somebody outside is called may read the numbers. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(
                    Operation.READ,
                    Role.HEAD,
                    Role.SENIOR_LEADER,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.ONLINE_SAFETY_COORDINATOR)
            .allow(Operation.WRITE, Role.HEAD, Role.SAFEGUARDING_LEAD)
            .done();

    /** A card says something else from now on. */
    record CardWritten(Actor by, Agency agency) implements Audited {
        @Override
        public String kind() {
            return "contact-card.written";
        }

        @Override
        public String subject() {
            return "contact-card:" + agency.name();
        }

        @Override
        public Map<String, String> facts() {
            return Map.of();
        }
    }

    /** What somebody writes on a card. */
    public record Written(
            String name,
            String phone,
            String outOfHours,
            String email,
            String agreed,
            @Nullable LocalDate reviewBy) {}

    /** Every card that there is. */
    @Transactional(readOnly = true)
    public List<ContactCard> all(Actor actor) {
        ACCESS.require(actor, Operation.READ);
        return cards(actor.school());
    }

    /** The card of one of them, for whoever has to call there. */
    @Transactional(readOnly = true)
    public Optional<ContactCard> card(SchoolId school, Agency agency) {
        return cards(school).stream().filter(card -> card.agency() == agency).findFirst();
    }

    /** Writes a card anew. Answers with what has to be put right first; with nothing where it is done. */
    @Transactional
    public Problems write(Actor actor, Agency agency, Written card) {
        ACCESS.require(actor, Operation.WRITE);
        var problems = Problems.none()
                .when(card.phone().isBlank() && card.email().isBlank(), "phone", say("cases.card.no-way"))
                .when(
                        Stream.of(card.name(), card.phone(), card.outOfHours(), card.email())
                                .anyMatch(text -> text.length() > LONGEST),
                        "name",
                        say("cases.card.long", LONGEST))
                .when(card.agreed().length() > LONGEST_TEXT, "agreed", say("cases.card.long", LONGEST_TEXT))
                .when(!card.agreed().isBlank() && card.reviewBy() == null, "review", say("cases.card.review-when"))
                .when(
                        card.reviewBy() != null && card.reviewBy().isBefore(today()),
                        "review",
                        say("cases.card.review-over"));
        if (problems.any()) {
            return problems;
        }
        jdbc.sql(WRITE)
                .param("school", actor.school().value())
                .param("agency", agency.name())
                .param("name", card.name().strip())
                .param("phone", card.phone().strip())
                .param("outOfHours", card.outOfHours().strip())
                .param("email", card.email().strip())
                .param("agreed", card.agreed().strip())
                .param("review", card.reviewBy())
                .param("at", Timestamp.from(clock.instant()))
                .param("by", actor.name())
                .update();
        events.publishEvent(new CardWritten(actor, agency));
        return problems;
    }

    /** The day on which what was agreed is looked at. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), LONDON);
    }

    private List<ContactCard> cards(SchoolId school) {
        return jdbc.sql(NEWEST)
                .param("school", school.value())
                .query((row, _) -> card(row))
                .list();
    }

    private static ContactCard card(ResultSet row) throws SQLException {
        return new ContactCard(
                Agency.valueOf(row.getString("agency")),
                row.getString("name"),
                row.getString("phone"),
                row.getString("out_of_hours"),
                row.getString("email"),
                row.getString("agreed"),
                row.getObject("review_by", LocalDate.class),
                row.getTimestamp("written_at").toInstant(),
                row.getString("written_by_name"));
    }
}
