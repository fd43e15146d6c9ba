package org.schoolgate.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.schoolgate.demo.Founding.Form;
import org.schoolgate.demo.Founding.Worker;
import org.schoolgate.kernel.Role;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Does once what every start does, so that the Java machine can write down what it loaded: a school, its gateway, the door's
 * page, a request through the proxy.
 */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class Training {
    private final Founding founding;
    private final DemoGateways gateways;
    private final int port;
    private final int proxyPort;

    Training(
            Founding founding,
            DemoGateways gateways,
            @Value("${server.port}") int port,
            @Value("${schoolgate.proxy-port}") int proxyPort) {
        this.founding = founding;
        this.gateways = gateways;
        this.port = port;
        this.proxyPort = proxyPort;
    }

    void hold() throws IOException, InterruptedException {
        var school = founding.school(
                        founding.trust("Training"),
                        "Training",
                        "training.example",
                        List.of(new Worker("Mrs", "Karin", "Lindqvist", List.of(Role.HEAD), null)),
                        List.of(new Form("Robins", 1, "Room 1")),
                        List.of(),
                        1)
                .school();
        gateways.register(school);
        try (var web = SampleWeb.open();
                var direct = HttpClient.newHttpClient();
                var filtered = HttpClient.newBuilder()
                        .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxyPort)))
                        .build()) {
            gateways.open(school, port, proxyPort, web);
            gateways.awaitPolicies();
            get(direct, "http://127.0.0.1:%d/sign-in".formatted(port));
            get(filtered, "http://casino.example/");
        }
    }

    private static void get(HttpClient client, String url) throws IOException, InterruptedException {
        client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
