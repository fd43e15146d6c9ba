package org.schoolgate.documents;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.schoolgate.tenancy.DataFolder;
import org.springframework.stereotype.Component;

/**
 * Seals papers with this installation's own key, so that a changed byte shows in any PDF reader (PAdES baseline B). It says
 * that the paper came from here and is whole; who signed what, and how that is known, stands in the paper.
 */
@Component
public class PaperSeal {
    private static final String FILE = "receipts.pem";
    private static final String ALGORITHM = "SHA256withECDSA";
    private static final COSName PADES = COSName.getPDFName("ETSI.CAdES.detached");
    /** A child's record is kept until they are 25; whoever checks then still finds the certificate in its time. */
    private static final Duration LASTS = Duration.ofDays(365L * 40);

    private static final int ROOM = 8192;
    private static final int SERIAL_BITS = 120;

    private final PrivateKey key;
    private final X509CertificateHolder certificate;

    PaperSeal(DataFolder folder, Clock clock) {
        var pem = folder.secret(FILE, () -> made(clock.instant()));
        try (var parser = new PEMParser(new StringReader(pem))) {
            this.key = new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
            this.certificate = (X509CertificateHolder) parser.readObject();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the key %s that seals receipts".formatted(FILE), unreadable);
        }
    }

    /** What anybody needs to check a seal. */
    public String certificate() {
        return pem(certificate);
    }

    /** What people read out to each other to know a seal by, in groups. */
    public String fingerprint() {
        return SealCheck.fingerprint(certificate);
    }

    private static String made(Instant now) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var name = new X500Name("CN=Schoolgate receipts");
            var certificate = new JcaX509v3CertificateBuilder(
                            name,
                            new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
                            Date.from(now.minus(Duration.ofDays(1))),
                            Date.from(now.plus(LASTS)),
                            name,
                            pair.getPublic())
                    .addExtension(
                            Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation))
                    .build(new JcaContentSignerBuilder(ALGORITHM).build(pair.getPrivate()));
            return pem(new JcaPKCS8Generator(pair.getPrivate(), null)) + pem(certificate);
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("every Java makes keys on P-256", impossible);
        }
    }

    private static String pem(Object thing) {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(thing);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return text.toString();
    }

    /** The paper with the seal on it. */
    public byte[] seal(byte[] pdf, Instant at, String school, String reason) {
        var calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        calendar.setTimeInMillis(at.toEpochMilli());
        var signature = new PDSignature();
        signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
        signature.setSubFilter(PADES);
        signature.setName(school);
        signature.setReason(reason);
        signature.setSignDate(calendar);
        var sealed = new ByteArrayOutputStream();
        try (var document = Loader.loadPDF(pdf);
                var options = new SignatureOptions()) {
            options.setPreferredSignatureSize(ROOM);
            document.addSignature(signature, this::sign, options);
            document.saveIncremental(sealed);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot seal a paper", broken);
        }
        return sealed.toByteArray();
    }

    private byte[] sign(InputStream content) throws IOException {
        try {
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new SignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .setSignedAttributeGenerator(attributes())
                            .build(new JcaContentSignerBuilder(ALGORITHM).build(key), certificate));
            generator.addCertificate(certificate);
            return generator
                    .generate(new CMSProcessableByteArray(content.readAllBytes()), false)
                    .getEncoded();
        } catch (GeneralSecurityException | OperatorCreationException | CMSException broken) {
            throw new IOException("cannot sign a paper", broken);
        }
    }

    /** As PAdES wants them: the certificate is signed too, and the time stands in the paper alone. */
    private CMSAttributeTableGenerator attributes() throws GeneralSecurityException, IOException {
        var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        var issuer = new IssuerSerial(
                new GeneralNames(new GeneralName(certificate.getIssuer())), certificate.getSerialNumber());
        var signedBy = new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(digest, issuer))));
        var usual = new DefaultSignedAttributeTableGenerator(new AttributeTable(signedBy));
        return parameters -> usual.getAttributes(parameters).remove(CMSAttributes.signingTime);
    }
}
