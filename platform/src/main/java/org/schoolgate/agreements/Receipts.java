package org.schoolgate.agreements;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.agreements.wording.Fingerprint;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Directory;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Tenants;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The proof of what was answered: receipts, somebody's history, and whether a receipt is true (AGR-26). */
@Service
public class Receipts {
    private static final int KEY = 20;

    private final SignatureStore store;
    private final AgreementTexts texts;
    private final Roster roster;
    private final Schools schools;
    private final Directory directory;
    private final TransactionTemplate transaction;

    Receipts(
            SignatureStore store,
            AgreementTexts texts,
            Roster roster,
            Schools schools,
            Directory directory,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.texts = texts;
        this.roster = roster;
        this.schools = schools;
        this.directory = directory;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What a typed fingerprint turned out to be. It names nobody: whoever holds the receipt can read the names on it. */
    public sealed interface Check {
        /**
         * The receipt is of this system.
         *
         * @param words the fingerprint of the words that were agreed to
         * @param untouched whether the record still is what was signed
         * @param current whether it is still the signer's answer
         */
        record Known(
                String school,
                Answer answer,
                String title,
                VersionNumber number,
                Instant at,
                Fingerprint words,
                boolean untouched,
                boolean current)
                implements Check {}

        record Unknown() implements Check {}

        /** Too little was typed to mean one receipt. */
        record TooShort() implements Check {}
    }

    /** What a receipt is filed under: the digits that people read and type. */
    static String key(Fingerprint receipt) {
        return receipt.hex().substring(0, KEY);
    }

    /** A signer's own receipt, or anybody's for those who may read histories. */
    @Transactional(readOnly = true)
    public Receipt receipt(Actor actor, SignatureId id) {
        var signature = store.find(actor.school(), id).orElseThrow(() -> new NotFound("signature " + id));
        boolean own = AgreementsAccess.ACCESS.allows(actor, Operation.SIGN)
                && actor.personId()
                        .filter(person -> Ledger.concerns(signature, person))
                        .isPresent();
        if (!own && !AgreementsAccess.ACCESS.allows(actor, Operation.READ_HISTORY)) {
            throw new NotFound("signature " + id);
        }
        return receipt(actor.school(), signature);
    }

    /** The same for the program itself. */
    Receipt existing(SchoolId school, SignatureId id) {
        return receipt(school, store.find(school, id).orElseThrow(() -> new NotFound("signature " + id)));
    }

    /** Everything that somebody answered, or that was answered for them, newest first. */
    @Transactional(readOnly = true)
    public List<Receipt> history(Actor actor, PersonId person) {
        AgreementsAccess.ACCESS.require(actor, Operation.READ_HISTORY);
        if (roster.person(actor.school(), person).isEmpty()) {
            throw new NotFound("person " + person);
        }
        return store.of(actor.school(), person).reversed().stream()
                .map(signature -> receipt(actor.school(), signature))
                .toList();
    }

    /** Every yes about somebody that was taken back, for those who may read histories; the oldest first. */
    @Transactional(readOnly = true)
    public List<Signature> withdrawn(Actor actor, PersonId person) {
        return AgreementsAccess.ACCESS.allows(actor, Operation.READ_HISTORY)
                ? store.about(actor.school(), List.of(person)).stream()
                        .filter(signature -> signature.answer() instanceof Answer.Withdrawn)
                        .toList()
                : List.of();
    }

    /** Whether what somebody typed off a receipt is true; anybody may ask, signed in or not. */
    public Check check(String typed) {
        var digits = Fingerprint.digits(typed);
        if (digits.length() < KEY || !digits.chars().allMatch(digit -> Character.digit(digit, 16) >= 0)) {
            return new Check.TooShort();
        }
        return directory
                .find(Directory.Kind.RECEIPT, digits.substring(0, KEY))
                .map(school -> Tenants.within(school, () -> transaction.execute(status -> check(school, digits))))
                .orElseGet(Check.Unknown::new);
    }

    private Check check(SchoolId school, String digits) {
        return store.byReceipt(school, digits).stream()
                .filter(signature -> signature.receipt().isMeantBy(digits))
                .findFirst()
                .<Check>map(signature -> {
                    var receipt = receipt(school, signature);
                    return new Check.Known(
                            receipt.school(),
                            signature.answer(),
                            receipt.words().title(),
                            signature.under().number(),
                            signature.how().at(),
                            signature.under().words(),
                            signature.isUntouched()
                                    && signature
                                            .under()
                                            .words()
                                            .equals(receipt.words().fingerprint()),
                            receipt.isCurrent());
                })
                .orElseGet(Check.Unknown::new);
    }

    private Receipt receipt(SchoolId school, Signature signature) {
        var text = texts.existing(school, signature.under().text());
        return new Receipt(
                signature,
                text.in(signature.under().language()).orElseThrow(),
                schools.find(school).map(School::name).orElse(""),
                signature.by().name(),
                name(school, signature.by().subject()),
                isCurrent(school, signature));
    }

    private boolean isCurrent(SchoolId school, Signature signature) {
        return store.about(school, List.of(signature.by().subject())).stream()
                .filter(other -> other.by().signer().equals(signature.by().signer())
                        && other.under().audience() == signature.under().audience()
                        && other.under().part() == signature.under().part())
                .reduce((earlier, later) -> later)
                .filter(latest -> latest.id().equals(signature.id()))
                .isPresent();
    }

    private String name(SchoolId school, PersonId id) {
        Optional<Person> person = roster.person(school, id);
        return person.map(known -> known.name().full()).orElse("");
    }
}
