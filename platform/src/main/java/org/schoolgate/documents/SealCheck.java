package org.schoolgate.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * Looks at the seal of a paper that came from somewhere else. It says that the paper is as it was when it was sealed; by whom, only
 * the fingerprint says, held against what whoever sealed it reads out.
 */
public final class SealCheck {
    /** What may stand where the seal itself does, which it cannot cover. */
    private static final Pattern HEX = Pattern.compile("<[0-9A-Fa-f]*>");

    private SealCheck() {}

    /**
     * A seal that is whole.
     *
     * @param by the name that stands in it, which anybody can write
     * @param fingerprint of the certificate, in groups as people read them out
     */
    public record Whole(String by, Instant at, String fingerprint) {}

    /** The fingerprint of a certificate, in groups as people read them out. */
    static String fingerprint(X509CertificateHolder certificate) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest).toUpperCase(Locale.ROOT).replaceAll("(.{4})(?!$)", "$1 ");
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("every certificate has a SHA-256", impossible);
        }
    }

    /** The seal over all of a paper; empty where there is none, where it does not hold, or where something was added after it. */
    public static Optional<Whole> of(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            var signature = document.getLastSignatureDictionary();
            return signature != null && coversAll(signature, pdf) ? verified(signature, pdf) : Optional.empty();
        } catch (IOException | CMSException | CertificateException | OperatorCreationException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean coversAll(PDSignature signature, byte[] pdf) {
        var range = signature.getByteRange();
        return range.length == 4
                && range[0] == 0
                && range[1] > 0
                && range[2] > range[1]
                && range[2] + range[3] == pdf.length
                && HEX.matcher(new String(pdf, range[1], range[2] - range[1], StandardCharsets.ISO_8859_1))
                        .matches();
    }

    private static Optional<Whole> verified(PDSignature signature, byte[] pdf)
            throws IOException, CMSException, CertificateException, OperatorCreationException {
        // Behind the seal its place is filled up with noughts, which a stream does not read.
        var signed = new CMSSignedData(
                new CMSProcessableByteArray(signature.getSignedContent(pdf)),
                new ByteArrayInputStream(signature.getContents(pdf)));
        for (SignerInformation signer : signed.getSignerInfos().getSigners()) {
            for (X509CertificateHolder certificate : signed.getCertificates().getMatches(null)) {
                if (signer.getSID().match(certificate)
                        && signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate))) {
                    var at = signature.getSignDate();
                    return Optional.of(new Whole(
                            signature.getName() == null ? "" : signature.getName(),
                            at == null ? Instant.EPOCH : at.toInstant(),
                            fingerprint(certificate)));
                }
            }
        }
        return Optional.empty();
    }
}
