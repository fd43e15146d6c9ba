package org.schoolgate.gateway.tls;

import io.netty.handler.ssl.OpenSslX509KeyManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreSpi;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A key store of one certificate and its key, which keeps them as they are. In a usual one each key goes under a password that is
 * made slow to guess: 30 ms of a processor for each new site.
 */
public final class LeafStore extends KeyStoreSpi {
    private static final String ALIAS = "leaf";

    private final Leaf leaf;

    private LeafStore(Leaf leaf) {
        this.leaf = leaf;
    }

    /**
     * What a server shows. TLS reads it when it is made ready, on the thread that does so: a loop that reads it while it greets
     * a client may take what went wrong for another just before for a fault in it, and hang up.
     */
    public static KeyManagerFactory of(Leaf leaf) {
        try {
            KeyStore store = new KeyStore(new LeafStore(leaf), null, ALIAS) {};
            store.load(null, null);
            KeyManagerFactory factory = new OpenSslX509KeyManagerFactory();
            factory.init(store, new char[0]);
            return factory;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was just made cannot be used", e);
        }
    }

    @Override
    public @Nullable Key engineGetKey(String alias, char @Nullable [] password) {
        return engineContainsAlias(alias) ? leaf.key() : null;
    }

    @Override
    public Certificate @Nullable [] engineGetCertificateChain(String alias) {
        return engineContainsAlias(alias) ? leaf.chain().toArray(X509Certificate[]::new) : null;
    }

    @Override
    public @Nullable Certificate engineGetCertificate(String alias) {
        return engineContainsAlias(alias) ? leaf.certificate() : null;
    }

    @Override
    public @Nullable Date engineGetCreationDate(String alias) {
        return engineContainsAlias(alias) ? leaf.certificate().getNotBefore() : null;
    }

    @Override
    public Enumeration<String> engineAliases() {
        return Collections.enumeration(Collections.singleton(ALIAS));
    }

    @Override
    public boolean engineContainsAlias(String alias) {
        return alias.equals(ALIAS);
    }

    @Override
    public int engineSize() {
        return 1;
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
        return engineContainsAlias(alias);
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
        return false;
    }

    @Override
    public @Nullable String engineGetCertificateAlias(Certificate certificate) {
        return leaf.certificate().equals(certificate) ? ALIAS : null;
    }

    @Override
    public void engineLoad(@Nullable InputStream stream, char @Nullable [] password) {
        // It is there already.
    }

    @Override
    public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate certificate) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineDeleteEntry(String alias) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineStore(OutputStream stream, char[] password) {
        throw new UnsupportedOperationException();
    }
}
