package org.schoolgate.gateway.tls;

import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its key as they are. Given to TLS without it, they would be put into a key store and taken out again, each
 * time under a password that is made slow to guess: 30 ms of a processor for each new site.
 */
public final class LeafKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "leaf";

    private final Leaf leaf;

    private LeafKey(Leaf leaf) {
        this.leaf = leaf;
    }

    /** What a server shows. It is read once, and not again for each client. */
    public static KeyManagerFactory of(Leaf leaf) {
        return new OpenSslCachingX509KeyManagerFactory(new Alone(new LeafKey(leaf)));
    }

    /** A factory that makes nothing. */
    private static final class Alone extends SimpleKeyManagerFactory {
        private final LeafKey key;

        Alone(LeafKey key) {
            this.key = key;
        }

        @Override
        protected void engineInit(KeyStore store, char[] password) {
            // It is ready.
        }

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {
            // It is ready.
        }

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return new KeyManager[] {key};
        }
    }

    private @Nullable String alias(String type) {
        return type.equals(leaf.key().getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, SSLEngine engine) {
        return alias(type);
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, Socket socket) {
        return alias(type);
    }

    @Override
    public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
        return alias(type) == null ? new String[0] : new String[] {ALIAS};
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
        return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return leaf.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return leaf.key();
    }
}
