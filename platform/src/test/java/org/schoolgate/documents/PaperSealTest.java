package org.schoolgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.tenancy.DataFolder;
import org.schoolgate.testing.Keeps;

class PaperSealTest {
    private static final Instant NINE = Instant.parse("2026-09-07T08:00:00Z");

    private final Path folder;
    private final PaperSeal seal;

    PaperSealTest(@TempDir Path folder) {
        this.folder = folder;
        this.seal = new PaperSeal(new DataFolder(folder), Clock.fixed(NINE, ZoneOffset.UTC));
    }

    private byte[] sealed() {
        return seal.seal(paper(), NINE, "Greenfield Primary", "Receipt");
    }

    private static byte[] paper() {
        try (var document = new PDDocument();
                var out = new java.io.ByteArrayOutputStream()) {
            document.addPage(new PDPage());
            document.save(out);
            return out.toByteArray();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    @Keeps("AGR-26")
    void anotherProgramFindsTheSealGood() {
        assertThat(pdfsig(sealed()))
                .contains("Signature Type: ETSI.CAdES.detached")
                .contains("Total document signed")
                .contains("Signature is Valid.")
                .contains("Schoolgate receipts");
    }

    @Test
    @Keeps("AGR-26")
    void oneChangedByteIsFound() {
        var pdf = sealed();
        int content = new String(pdf, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("/MediaBox");
        assertThat(content).isPositive();
        pdf[content + "/MediaBox [0.0 0.0 ".length()] ^= 1;

        assertThat(pdfsig(pdf)).doesNotContain("Signature is Valid.").contains("Digest Mismatch");
    }

    /** Every hundredth byte of the paper, by the arithmetic of the signature itself. */
    @Test
    @Keeps("AGR-26")
    void noByteOutsideTheSealCanChange() {
        var pdf = sealed();
        var range = range(pdf);
        assertThat(range[0]).isZero();
        assertThat(range[2] + range[3]).as("the end of what is sealed").isEqualTo(pdf.length);
        assertThat(isGood(pdf, pdf)).isTrue();
        int tried = 0;
        for (int at = 0; at < pdf.length; at += 100) {
            if (at < range[1] || at >= range[2]) {
                var changed = pdf.clone();
                changed[at] ^= 1;
                assertThat(isGood(changed, pdf)).as("with byte %d changed", at).isFalse();
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(5);
    }

    @Test
    void theCertificateIsSignedAndTheTimeStandsInThePaperAlone() throws IOException, CMSException {
        var pdf = sealed();
        try (var document = Loader.loadPDF(pdf)) {
            var signature = document.getSignatureDictionaries().getFirst();
            assertThat(signature.getSignDate().toInstant()).isEqualTo(NINE);
            assertThat(signature.getName()).isEqualTo("Greenfield Primary");
            var attributes = signer(new CMSSignedData(signed(signature.getContents(pdf))))
                    .getSignedAttributes();
            assertThat(attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2))
                    .isNotNull();
            assertThat(attributes.get(CMSAttributes.signingTime)).isNull();
        }
    }

    @Test
    void theKeyIsMadeOnceAndItsFileIsTheProgramsOwn() throws IOException {
        var file = folder.resolve("secrets/receipts.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var again = new PaperSeal(new DataFolder(folder), Clock.fixed(NINE.plusSeconds(86_400L * 365), ZoneOffset.UTC));
        assertThat(again.certificate()).isEqualTo(seal.certificate()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(seal.certificate()).doesNotContain("PRIVATE");
    }

    @Test
    void eachInstallationHasAKeyOfItsOwn(@TempDir Path elsewhere) {
        var other = new PaperSeal(new DataFolder(elsewhere), Clock.fixed(NINE, ZoneOffset.UTC));
        assertThat(other.certificate()).isNotEqualTo(seal.certificate());
    }

    private static int[] range(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            return document.getSignatureDictionaries().getFirst().getByteRange();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Whether the seal of {@code sealed} fits the bytes of {@code pdf}. */
    private static boolean isGood(byte[] pdf, byte[] sealed) {
        var range = range(sealed);
        var content = new byte[range[1] + range[3]];
        System.arraycopy(pdf, range[0], content, 0, range[1]);
        System.arraycopy(pdf, range[2], content, range[1], range[3]);
        try (var document = Loader.loadPDF(sealed)) {
            var contents = signed(document.getSignatureDictionaries().getFirst().getContents(sealed));
            var cms = new CMSSignedData(new CMSProcessableByteArray(content), contents);
            Collection<org.bouncycastle.cert.X509CertificateHolder> certificates =
                    cms.getCertificates().getMatches(null);
            return signer(cms)
                    .verify(new JcaSimpleSignerInfoVerifierBuilder()
                            .build(certificates.iterator().next()));
        } catch (CMSException mismatch) {
            return false;
        } catch (IOException
                | org.bouncycastle.operator.OperatorCreationException
                | java.security.cert.CertificateException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Without the room that was left over. */
    private static byte[] signed(byte[] contents) throws IOException {
        try (var input = new ASN1InputStream(contents)) {
            return input.readObject().getEncoded();
        }
    }

    private static SignerInformation signer(CMSSignedData cms) {
        return cms.getSignerInfos().getSigners().iterator().next();
    }

    private String pdfsig(byte[] pdf) {
        try {
            var file = Files.write(folder.resolve("receipt.pdf"), pdf);
            var process = new ProcessBuilder("pdfsig", "-nocert", file.toString())
                    .redirectErrorStream(true)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return said;
        } catch (IOException missing) {
            throw new UncheckedIOException("this test asks pdfsig: install poppler-utils", missing);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
