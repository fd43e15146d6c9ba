package org.schoolgate.messages.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.messages.TelephoneLine;
import org.schoolgate.messages.TelephoneLine.Ending;
import org.schoolgate.messages.TelephoneLine.Says;
import org.schoolgate.messages.TelephoneSignature;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * What the telephone provider tells us, and what it is to say then. Whatever it did not sign is not there. No name and
 * nothing of what happened is ever spoken: anybody may have lifted.
 */
@RestController
class TelephoneController {
    private static final String SIGNATURE = "X-Twilio-Signature";
    private static final MediaType XML = MediaType.parseMediaType("text/xml;charset=UTF-8");

    private final TelephoneLine line;
    private final TelephoneSignature signature;

    TelephoneController(TelephoneLine line, TelephoneSignature signature) {
        this.line = line;
        this.signature = signature;
    }

    @PostMapping("/telephone/calls/{secret}")
    ResponseEntity<String> answered(
            @PathVariable String secret,
            @RequestParam Map<String, String> said,
            @RequestHeader(name = SIGNATURE, defaultValue = "") String signed,
            HttpServletRequest request) {
        check(request, said, signed, secret);
        var by = said.getOrDefault("AnsweredBy", "");
        return spoken(line.answered(secret, by.startsWith("machine") || by.equals("fax")), secret);
    }

    @PostMapping("/telephone/calls/{secret}/keys")
    ResponseEntity<String> pressed(
            @PathVariable String secret,
            @RequestParam Map<String, String> said,
            @RequestHeader(name = SIGNATURE, defaultValue = "") String signed,
            HttpServletRequest request) {
        check(request, said, signed, secret);
        return spoken(line.pressed(secret, said.getOrDefault("Digits", "")), secret);
    }

    @PostMapping("/telephone/calls/{secret}/over")
    ResponseEntity<String> over(
            @PathVariable String secret,
            @RequestParam Map<String, String> said,
            @RequestHeader(name = SIGNATURE, defaultValue = "") String signed,
            HttpServletRequest request) {
        check(request, said, signed, secret);
        line.over(
                secret,
                switch (said.getOrDefault("CallStatus", "")) {
                    case "busy" -> Ending.ENGAGED;
                    case "no-answer" -> Ending.NO_ANSWER;
                    case "failed", "canceled" -> Ending.FAILED;
                    default -> Ending.COMPLETED;
                });
        return xml("");
    }

    @PostMapping("/telephone/texts")
    ResponseEntity<String> replied(
            @RequestParam Map<String, String> said,
            @RequestHeader(name = SIGNATURE, defaultValue = "") String signed,
            HttpServletRequest request) {
        check(request, said, signed, "");
        return xml(
                switch (line.replied(said.getOrDefault("From", ""), said.getOrDefault("Body", ""))) {
                    case Says.ThankYou(var test) ->
                        message(say(test ? "messages.said.test-thanks" : "messages.said.thanks"));
                    case Says.Over() -> message(say("messages.said.over"));
                    case Says.Asks _, Says.RingsTheNext _, Says.Nothing _ -> "";
                });
    }

    private void check(HttpServletRequest request, Map<String, String> said, String signed, String secret) {
        if (!signature.isGood(request.getRequestURI(), new HashMap<>(said), signed)) {
            if (!secret.isEmpty()) {
                line.forged(secret);
            }
            throw new NotFound("call");
        }
    }

    private static ResponseEntity<String> spoken(Says says, String secret) {
        return xml(
                switch (says) {
                    case Says.Asks(var school, var test) ->
                        "<Gather numDigits=\"1\" timeout=\"8\" action=\"/telephone/calls/"
                                + HtmlUtils.htmlEscape(secret)
                                + "/keys\">" + twice(say(test ? "messages.said.test" : "messages.said.alarm", school))
                                + "</Gather><Hangup/>";
                    case Says.ThankYou(var test) ->
                        voice(say(test ? "messages.said.test-thanks" : "messages.said.thanks"));
                    case Says.RingsTheNext() -> voice(say("messages.said.next"));
                    case Says.Over() -> voice(say("messages.said.over"));
                    case Says.Nothing() -> "<Hangup/>";
                });
    }

    /** Whoever is woken misses the first sentence. */
    private static String twice(String words) {
        return voice(words) + "<Pause length=\"1\"/>" + voice(words);
    }

    private static String voice(String words) {
        return "<Say language=\"en-GB\">" + escaped(words) + "</Say>";
    }

    private static String message(String words) {
        return "<Message>" + escaped(words) + "</Message>";
    }

    private static String escaped(String words) {
        return HtmlUtils.htmlEscapeDecimal(words, "UTF-8");
    }

    private static ResponseEntity<String> xml(String inside) {
        return ResponseEntity.ok()
                .contentType(XML)
                .body("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>" + inside + "</Response>");
    }
}
