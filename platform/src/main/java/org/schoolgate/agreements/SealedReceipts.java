package org.schoolgate.agreements;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.schoolgate.documents.PaperPdf;
import org.schoolgate.documents.PaperSeal;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.SchoolJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The papers that signers keep: made and sealed after the answer, so that nobody who signs waits for it. Whoever asks for
 * theirs sooner gets it made then. It is made once; each copy is the same.
 */
@Service
public class SealedReceipts implements SchoolJob {
    private static final Logger LOG = LoggerFactory.getLogger(SealedReceipts.class);
    /** A paper takes a moment of a core that browsing wants too, and whoever asks for theirs gets it at once. */
    private static final int AT_A_TIME = 4;

    private final Receipts receipts;
    private final ReceiptStore store;
    private final PaperSeal seal;
    private final Clock clock;
    private final TransactionTemplate transaction;

    SealedReceipts(
            Receipts receipts,
            ReceiptStore store,
            PaperSeal seal,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.receipts = receipts;
        this.store = store;
        this.seal = seal;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A signer's own paper, or anybody's for those who may read histories. */
    public byte[] paper(Actor actor, SignatureId id) {
        var receipt = receipts.receipt(actor, id);
        return sealed(actor.school(), receipt);
    }

    /** The certificate by which anybody checks the seal on a paper. */
    public String certificate() {
        return seal.certificate();
    }

    private byte[] sealed(SchoolId school, Receipt receipt) {
        var id = receipt.signature().id();
        return transaction.execute(_ -> store.find(school, id).orElseGet(() -> {
            var now = clock.instant();
            store.add(
                    school,
                    id,
                    seal.seal(
                            PaperPdf.write("agreements/receiptPaper", Map.of("receipt", receipt)),
                            now,
                            receipt.school(),
                            say("agreements.paper.title")),
                    now);
            return store.find(school, id).orElseThrow();
        }));
    }

    @Override
    public String name() {
        return "agreements.receipts";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(20);
    }

    /** Seals what was signed since, one paper a transaction. */
    @Override
    public void run(SchoolId school) {
        var waiting = transaction.execute(_ -> store.unsealed(school, AT_A_TIME));
        for (var id : waiting) {
            try {
                sealed(school, transaction.execute(_ -> receipts.existing(school, id)));
            } catch (RuntimeException broken) {
                LOG.warn("the receipt of signature {} could not be sealed; it is tried again", id, broken);
            }
        }
    }
}
