package org.schoolgate.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** The certificate that a school's devices have to trust where HTTPS is looked into. It is no secret; its key is. */
public record SchoolCertificate(X509Certificate certificate) {
    /** As a device lists it. */
    public String name() {
        var name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        return IETFUtils.valueToString(name.getRDNs(BCStyle.CN)[0].getFirst().getValue());
    }

    /** Its SHA-256, as devices show it. */
    public String fingerprint() {
        try {
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(der()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public Instant until() {
        return certificate.getNotAfter().toInstant();
    }

    public byte[] der() {
        return CertificateWork.bytes(certificate);
    }

    public String pem() {
        return CertificateWork.pem(certificate);
    }

    /** A configuration profile for Apple's devices that holds it, the same each time, so that a device replaces it. */
    public String appleProfile() {
        var name = name().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                  <key>PayloadContent</key>
                  <array>
                    <dict>
                      <key>PayloadCertificateFileName</key><string>certificate.crt</string>
                      <key>PayloadContent</key>
                      <data>%2$s</data>
                      <key>PayloadDisplayName</key><string>%1$s</string>
                      <key>PayloadIdentifier</key><string>schoolgate.certificate.%3$s</string>
                      <key>PayloadType</key><string>com.apple.security.root</string>
                      <key>PayloadUUID</key><string>%3$s</string>
                      <key>PayloadVersion</key><integer>1</integer>
                    </dict>
                  </array>
                  <key>PayloadDisplayName</key><string>%1$s</string>
                  <key>PayloadIdentifier</key><string>schoolgate.%4$s</string>
                  <key>PayloadType</key><string>Configuration</string>
                  <key>PayloadUUID</key><string>%4$s</string>
                  <key>PayloadVersion</key><integer>1</integer>
                </dict>
                </plist>
                """.formatted(name, Base64.getEncoder().encodeToString(der()), id("certificate"), id("profile"));
    }

    private String id(String part) {
        return UUID.nameUUIDFromBytes((part + " " + fingerprint()).getBytes(UTF_8))
                .toString();
    }
}
