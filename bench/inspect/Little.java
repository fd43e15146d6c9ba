import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.littleshoot.proxy.MitmManager;
import org.littleshoot.proxy.impl.DefaultHttpProxyServer;
import org.schoolgate.gateway.tls.Leaf;
import org.schoolgate.gateway.tls.SchoolAuthority;

/**
 * LittleProxy, which looks into HTTPS with BoringSSL and blocks nothing: {@code Little PORT AUTHORITY-FOLDER CERTIFICATES ADDRESS}.
 * It has no maker of certificates of its own, so it is given ours, each made once. Every name leads to the address.
 */
void main(String[] arguments) throws Exception {
    SslContext origins = SslContextBuilder.forClient()
            .sslProvider(SslProvider.OPENSSL)
            .trustManager(new File(arguments[2]))
            .endpointIdentificationAlgorithm("HTTPS")
            .build();
    SchoolAuthority authority = SchoolAuthority.in(Path.of(arguments[1]), Clock.systemUTC());
    Map<String, SslContext> sites = new ConcurrentHashMap<>();
    DefaultHttpProxyServer.bootstrap()
            .withAddress(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])))
            .withServerResolver((host, port) -> new InetSocketAddress(InetAddress.ofLiteral(arguments[3]), port))
            .withManInTheMiddle(new MitmManager() {
                @Override
                public SSLEngine serverSslEngine(String host, int port) {
                    return origins.newEngine(ByteBufAllocator.DEFAULT, host, port);
                }

                @Override
                public SSLEngine serverSslEngine() {
                    return origins.newEngine(ByteBufAllocator.DEFAULT);
                }

                @Override
                public SSLEngine clientSslEngineFor(HttpRequest request, SSLSession session) {
                    String host = request.uri().substring(0, request.uri().lastIndexOf(':'));
                    return sites.computeIfAbsent(host, name -> shown(authority.leaf(name, null)))
                            .newEngine(ByteBufAllocator.DEFAULT);
                }
            })
            .start();
    Thread.currentThread().join();
}

SslContext shown(Leaf leaf) {
    try {
        return SslContextBuilder.forServer(leaf.key(), leaf.chain().toArray(X509Certificate[]::new))
                .sslProvider(SslProvider.OPENSSL)
                .build();
    } catch (SSLException e) {
        throw new IllegalStateException(e);
    }
}
