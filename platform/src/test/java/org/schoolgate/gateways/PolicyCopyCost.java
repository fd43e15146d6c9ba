package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.access.Access;
import org.schoolgate.agreements.AgreementTexts;
import org.schoolgate.agreements.Change;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Roster;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.PageTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a fresh policy copy costs a school in the middle of its September round, by the number of its pupils. Not a test
 * of every build: {@code ./schoolgate test PolicyCopyCost} prints a line a size.
 */
@PageTest
class PolicyCopyCost {
    /** A school year's start: two carers a child, who were asked, reminded, and most of whom have signed. */
    private static final List<String> SCHOOL = List.of("""
            create temporary table fresh on commit drop as
              select i, gen_random_uuid() as pupil, gen_random_uuid() as mother, gen_random_uuid() as father
              from generate_series(1, :pupils) i
            """, """
            insert into person (school_id, person_id, title, given_name, family_name, known_as, born_on, email, phone)
            select :school, pupil, '', 'Child' || i, 'Family' || i / 2, '', date '2018-01-01' + i % 2000, null, null from fresh
            union all select :school, mother, '', 'Mother' || i, 'Family' || i / 2, '', null, 'm' || i || '@mail.example', null from fresh
            union all select :school, father, '', 'Father' || i, 'Family' || i / 2, '', null, 'f' || i || '@mail.example', null from fresh
            """, """
            insert into membership (school_id, membership_id, person_id, role, first_day, source)
            select :school, gen_random_uuid(), pupil, 'PUPIL', date '2025-09-01', 'FILE' from fresh
            union all select :school, gen_random_uuid(), mother, 'PARENT', date '2025-09-01', 'FILE' from fresh
            union all select :school, gen_random_uuid(), father, 'PARENT', date '2025-09-01', 'FILE' from fresh
            """, """
            insert into external_id (school_id, kind, source, value, person_id)
            select :school, 'PERSON', 'UPN', 'X' || i, pupil from fresh
            union all select :school, 'PERSON', 'RECORDS', 'M' || i, mother from fresh
            """, """
            insert into pupil_year (school_id, person_id, academic_year, year_group, phase)
            select :school, pupil, year, i % 7, case when i % 7 = 0 then 'EYFS' when i % 7 < 3 then 'KS1' else 'KS2' end
            from fresh, generate_series(:year - 1, :year) year
            """, """
            insert into school_class (school_id, class_id, academic_year, name, kind, year_groups)
            select :school, gen_random_uuid(), :year, 'Form ' || i, 'FORM', array[i % 7] from fresh where i % 30 = 1
            """, """
            insert into class_membership (school_id, class_membership_id, class_id, person_id, part, source, first_day)
            select :school, gen_random_uuid(), c.class_id, f.pupil, 'PUPIL', 'FILE', date '2025-09-01'
            from fresh f join school_class c on c.school_id = :school and c.name = 'Form ' || ((i - 1) / 30 * 30 + 1)
            """, """
            insert into guardianship (school_id, guardianship_id, pupil_id, guardian_id, relation, responsibility,
              contact_order, caution, note, source, first_day)
            select :school, gen_random_uuid(), pupil, mother, 'MOTHER', 'HELD', 1, 'NONE', '', 'FILE', date '2025-09-01' from fresh
            union all select :school, gen_random_uuid(), pupil, father, 'FATHER', 'HELD', 2, 'NONE', '', 'FILE', date '2025-09-01' from fresh
            """, """
            create temporary table asked on commit drop as
              select f.*, p.phase as audience, part, case part when 'PUPIL' then pupil else mother end as signer,
                gen_random_uuid() as ask_id
              from fresh f join pupil_year p on p.school_id = :school and p.person_id = f.pupil and p.academic_year = :year,
                unnest(array['PUPIL', 'PARENT_FOR_CHILD']) part
            """, """
            insert into agreement_ask (school_id, ask_id, year, audience, part, signer, subject, at)
            select :school, ask_id, :year, audience, part, signer, pupil, now() - interval '9 days' from asked
            """, """
            insert into agreement_step (school_id, ask_id, kind, at)
            select :school, ask_id, kind, now() - interval '8 days' from asked, unnest(array['INVITED', 'REMINDED', 'OPENED']) kind
            where part <> 'PUPIL' or kind = 'OPENED'
            """, """
            insert into agreement_signature (school_id, signature_id, text_id, language, fingerprint, part, signer, subject,
              capacity, name, answer, reason, proof, proof_detail, method, strength, at, address, year, receipt)
            select :school, gen_random_uuid(), w.text_id, w.language, w.fingerprint, a.part, a.signer, a.pupil,
              'MOTHER', 'Mother', 'AGREED', '', 'SIGNED_IN', '', 'ELECTRONIC', 'FAIR', now() - interval '7 days', '10.1.2.3', :year,
              encode(sha256(a.ask_id::text::bytea), 'hex')
            from asked a join agreement_text t on t.school_id = :school and t.audience = a.audience
              join agreement_wording w on w.school_id = t.school_id and w.text_id = t.text_id and w.language = 'en'
            where a.i % 5 <> 0
            """, """
            insert into proxy_token (school_id, token_id, person_id, device, hash, issued_at)
            select :school, gen_random_uuid(), pupil, 'Tablet ' || i, sha256(pupil::text::bytea), now() from fresh
            """);

    private final Greenfield greenfield;
    private final PolicyCopies copies;
    private final Access access;
    private final AgreementTexts texts;
    private final Roster roster;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PolicyCopyCost(
            Cast cast,
            PolicyCopies copies,
            Access access,
            AgreementTexts texts,
            Roster roster,
            ApplicationEventPublisher events,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.greenfield = cast.greenfield();
        this.copies = copies;
        this.access = access;
        this.texts = texts;
        this.roster = roster;
        this.events = events;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @ParameterizedTest
    @ValueSource(ints = {420, 1_000, 4_000})
    void oneCopy(int pupils) {
        greenfield.within(() -> {
            found(pupils);
            var school = greenfield.school();
            var rounds = Math.max(60, 40_000 / pupils);
            line(pupils, "the first of all", cost(1, () -> fresh(school)));
            cost(rounds, () -> fresh(school));
            line(
                    pupils,
                    "who reads, and whether they may",
                    cost(rounds, () -> access.readers(school, clock.instant())));
            line(pupils, "a copy, made and packed", cost(rounds, () -> fresh(school)));
            var pupil = access.readers(school, clock.instant()).getFirst().person();
            cost(rounds, () -> freshAfter(pupil));
            line(pupils, "a copy after one pupil's change", cost(rounds, () -> freshAfter(pupil)));
            var copy = fresh(school).copy();
            assertThat(copy.readers()).hasSize(pupils);
            assertThat(copy.tokens()).hasSize(pupils);
        });
    }

    private void found(int pupils) {
        var day = roster.today();
        for (var audience : Audience.values()) {
            var draft = texts.draft(greenfield.head(), audience, Change.MAJOR);
            texts.approve(greenfield.head(), draft.id());
            texts.putInForce(greenfield.head(), draft.id(), day.plusDays(14));
        }
        transaction.executeWithoutResult(_ -> SCHOOL.forEach(sql -> jdbc.sql(sql)
                .param("school", greenfield.school().value())
                .param("pupils", pupils)
                .param("year", AcademicYear.of(day).startYear())
                .update()));
    }

    /** A copy of a version for which none was made yet. */
    private PolicyCopies.Ready fresh(SchoolId school) {
        transaction.executeWithoutResult(_ -> events.publishEvent(new PolicyFeedTest.DoorOpened(greenfield.head())));
        return copies.current(school);
    }

    /** A copy of the version that a change of one pupil's access took. */
    private PolicyCopies.Ready freshAfter(PersonId pupil) {
        transaction.executeWithoutResult(_ -> events.publishEvent(new PupilTouched(greenfield.head(), pupil)));
        return copies.current(greenfield.school());
    }

    /** One pupil may reach more or less. */
    private record PupilTouched(Actor by, PersonId pupil) implements ChangesPolicy {
        @Override
        public Affected affected() {
            return Affected.person(pupil);
        }

        @Override
        public String kind() {
            return "test.pupil-touched";
        }

        @Override
        public String subject() {
            return "person:" + pupil;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of();
        }
    }

    /** Milliseconds: as the clock saw it, and of processors, in this thread and in the database. */
    private record Cost(double p50, double p99, double java, double database) {}

    private static Cost cost(int rounds, Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        var millis = new ArrayList<Double>();
        long java = threads.getCurrentThreadCpuTime();
        double database = databaseMillis();
        for (int i = 0; i < rounds; i++) {
            long began = System.nanoTime();
            work.run();
            millis.add((System.nanoTime() - began) / 1e6);
        }
        double inJava = (threads.getCurrentThreadCpuTime() - java) / 1e6 / rounds;
        double inDatabase = (databaseMillis() - database) / rounds;
        millis.sort(null);
        return new Cost(millis.get(rounds / 2), millis.get(rounds * 99 / 100), inJava, inDatabase);
    }

    /** What the processes of the database have used, which are the only ones that this one began. */
    private static double databaseMillis() {
        return ProcessHandle.current()
                .descendants()
                .mapToLong(process -> process.info()
                        .totalCpuDuration()
                        .map(Duration::toMillis)
                        .orElse(0L))
                .sum();
    }

    private static void line(int pupils, String what, Cost cost) {
        System.out.printf(
                Locale.ROOT,
                "%5d pupils  %-32s p50 %7.1f ms  p99 %7.1f ms; of processors: Java %6.1f ms, database %6.1f ms%n",
                pupils,
                what,
                cost.p50(),
                cost.p99(),
                cost.java(),
                cost.database());
    }
}
