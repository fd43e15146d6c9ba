package org.schoolgate.gateways;

import static org.schoolgate.ui.Words.say;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.ReaderProfile;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The certificate authority of each school, for which its devices believe its gateways where HTTPS is looked into. It is
 * made once; its key never leaves the platform. A gateway has a short-lived authority of its own under it.
 */
@Service
public class CertificateAuthorities {
    private final AuthorityStore store;
    private final GatewayStore gateways;
    private final PolicyCopies copies;
    private final Schools schools;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    CertificateAuthorities(
            AuthorityStore store,
            GatewayStore gateways,
            PolicyCopies copies,
            Schools schools,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.gateways = gateways;
        this.copies = copies;
        this.schools = schools;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What a role may do with the school's authority. */
    public enum Operation {
        /** Read its certificate, and how to put it on devices. */
        SEE,
        MAKE
    }

    /** Who may see it, and who may have it made. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.SEE, Role.TECHNICIAN, Role.HEAD, Role.SAFEGUARDING_LEAD)
            .allow(Operation.MAKE, Role.TECHNICIAN)
            .done();

    /** A gateway that has a certificate. */
    public record Certified(String gateway, Instant since, Instant until) {}

    /**
     * How far a group of readers is looked into.
     *
     * @param otherwise whether some sorts of sites are treated otherwise
     */
    public record Coverage(String profile, Https.Mode usual, boolean otherwise) {}

    /** What became of a gateway's request. */
    public sealed interface Signing {
        /** Its certificate and the school's, in PEM. */
        record Signed(String chain) implements Signing {}

        record Refused(String sentence) implements Signing {}

        /** Its token was taken away meanwhile. */
        record Unknown() implements Signing {}
    }

    /** The school's certificate, once it is made. */
    @Transactional(readOnly = true)
    public Optional<SchoolCertificate> find(Actor actor) {
        ACCESS.require(actor, Operation.SEE);
        return store.find(actor.school()).map(SchoolCertificate::new);
    }

    /** Makes the school's authority, unless it has one. */
    @Transactional
    public SchoolCertificate make(Actor actor) {
        ACCESS.require(actor, Operation.MAKE);
        return new SchoolCertificate(ready(actor, actor.school()).certificate());
    }

    @Transactional(readOnly = true)
    public List<Certified> gateways(Actor actor) {
        ACCESS.require(actor, Operation.SEE);
        return store.gateways(actor.school());
    }

    /** How far each group of readers is looked into, by the policy that gateways hold. */
    public List<Coverage> coverage(Actor actor) {
        ACCESS.require(actor, Operation.SEE);
        return profiles(actor.school()).stream()
                .map(profile -> new Coverage(
                        profile.id(),
                        profile.https().usual(),
                        !profile.https().byCategory().isEmpty()))
                .toList();
    }

    /**
     * Signs for a gateway's key, if anybody at its school is to be looked into: before that, no gateway could pass for a
     * site. Call it inside the school's scope.
     *
     * @param request in PKCS #10; its name and whatever else it asks for count for nothing
     */
    public Signing sign(CallingGateway gateway, byte[] request) {
        if (profiles(gateway.school()).stream()
                .noneMatch(profile -> profile.https().looksInside())) {
            return new Signing.Refused(say("gateways.certificate.request.nobody"));
        }
        return switch (CertificateWork.request(request)) {
            case CertificateWork.Request.Bad(var sentence) -> new Signing.Refused(sentence);
            case CertificateWork.Request.Good(var key) ->
                transaction.<Signing>execute(_ -> {
                    if (!gateways.isKnown(gateway)) {
                        return new Signing.Unknown();
                    }
                    var by = new Actor.Schoolgate(gateway.school(), gateway.name());
                    var root = ready(by, gateway.school());
                    var now = now();
                    var certificate = CertificateWork.gateway(root, gateway.name(), key, now);
                    store.signed(gateway, certificate, now);
                    events.publishEvent(GatewaySigned.of(by, gateway.id(), certificate));
                    return new Signing.Signed(
                            CertificateWork.pem(certificate) + CertificateWork.pem(root.certificate()));
                });
        };
    }

    /** The school's authority with its key, made now where there is none. */
    private CertificateWork.Root ready(Actor by, SchoolId school) {
        return store.open(school).orElseGet(() -> {
            var name = schools.find(school).map(School::name).orElseThrow();
            var made = CertificateWork.root(name, now());
            if (store.add(school, made, now())) {
                var certificate = new SchoolCertificate(made.certificate());
                events.publishEvent(new Made(by, certificate.fingerprint(), certificate.until()));
                return made;
            }
            return store.open(school).orElseThrow();
        });
    }

    private List<ReaderProfile> profiles(SchoolId school) {
        return copies.current(school).copy().profiles().values().stream()
                .sorted(Comparator.comparing(ReaderProfile::wording).thenComparing(ReaderProfile::id))
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A school's certificate authority was made. */
    public record Made(Actor by, String fingerprint, Instant until) implements Audited {
        @Override
        public String kind() {
            return "authority.made";
        }

        @Override
        public String subject() {
            return "school:" + by.school();
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("fingerprint", fingerprint, "until", until.toString());
        }
    }

    /** A gateway was given a certificate under the school's authority. */
    public record GatewaySigned(Actor by, GatewayId gateway, String serial, Instant until) implements Audited {
        static GatewaySigned of(Actor by, GatewayId gateway, X509Certificate certificate) {
            return new GatewaySigned(
                    by,
                    gateway,
                    certificate.getSerialNumber().toString(16),
                    certificate.getNotAfter().toInstant());
        }

        @Override
        public String kind() {
            return "authority.gateway-signed";
        }

        @Override
        public String subject() {
            return "gateway:" + gateway;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("serial", serial, "until", until.toString());
        }
    }
}
