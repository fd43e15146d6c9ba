package org.schoolgate.messages;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A telephone provider over the web, in the shape that Twilio gave it and others took over: a form to {@code Calls.json}
 * or {@code Messages.json}, and what happens on the line comes back as a signed form of theirs.
 */
@Component
class WebTelephone implements Telephone {
    private static final Logger LOG = LoggerFactory.getLogger(WebTelephone.class);
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    /** How long it rings, and how long a call may last: together less than is waited for word of it. */
    private static final int RINGS_SECONDS = 30;

    private static final int LASTS_SECONDS = 80;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TO_CONNECT).build();
    private final JsonMapper json = JsonMapper.shared();
    private final String url;
    private final String account;
    private final String key;
    private final String from;
    private final String portal;

    WebTelephone(
            @Value("${schoolgate.telephone.url:https://api.twilio.com}") String url,
            @Value("${schoolgate.telephone.account:}") String account,
            @Value("${schoolgate.telephone.key:}") String key,
            @Value("${schoolgate.telephone.from:}") String from,
            @Value("${schoolgate.portal:http://127.0.0.1:${server.port:8080}}") String portal) {
        this.url = url;
        this.account = account;
        this.key = key;
        this.from = from;
        this.portal = portal;
    }

    @Override
    public boolean isThere() {
        return !account.isEmpty() && !key.isEmpty() && !from.isEmpty();
    }

    @Override
    public Answer call(String number, String secret) {
        var here = portal + "/telephone/calls/" + secret;
        var form = new LinkedHashMap<String, String>();
        form.put("To", number);
        form.put("From", from);
        form.put("Url", here);
        form.put("StatusCallback", here + "/over");
        form.put("MachineDetection", "Enable");
        form.put("Timeout", Integer.toString(RINGS_SECONDS));
        form.put("TimeLimit", Integer.toString(LASTS_SECONDS));
        return send("Calls.json", form);
    }

    @Override
    public Answer text(String number, String words) {
        return send("Messages.json", Map.of("To", number, "From", from, "Body", words));
    }

    @Override
    public void hangUp(String reference) {
        if (send("Calls/" + reference + ".json", Map.of("Status", "completed")) instanceof Answer.NotNow(var why)) {
            LOG.warn("a call that is of no use any more goes on: {}", why);
        }
    }

    private Answer send(String what, Map<String, String> form) {
        var request = HttpRequest.newBuilder(URI.create(url + "/2010-04-01/Accounts/" + account + "/" + what))
                .timeout(TO_ANSWER)
                .header("Authorization", "Basic " + encoded(account + ":" + key))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))))
                .build();
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                return new Answer.NotNow("the provider answered " + answer.statusCode());
            }
            return new Answer.Placed(json.readTree(answer.body()).path("sid").asString(""));
        } catch (IOException e) {
            return new Answer.NotNow(
                    "the provider did not answer: " + e.getClass().getSimpleName());
        } catch (JacksonException _) {
            return new Answer.NotNow("the provider answered nothing that can be read");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.NotNow("the program is being stopped");
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
