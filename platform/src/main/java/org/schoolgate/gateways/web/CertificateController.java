package org.schoolgate.gateways.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateways.CallingGateway;
import org.schoolgate.gateways.CertificateAuthorities;
import org.schoolgate.gateways.CertificateAuthorities.Operation;
import org.schoolgate.gateways.CertificateAuthorities.Signing;
import org.schoolgate.gateways.SchoolCertificate;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.ui.Notice;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The school's certificate: put on devices by the technician, and signed with for its gateways. */
@Controller
class CertificateController {
    private static final String HERE = "/gateways/certificate";
    private static final int LARGEST = 4_096;

    private final CertificateAuthorities authorities;

    CertificateController(CertificateAuthorities authorities) {
        this.authorities = authorities;
    }

    @PostMapping(Feed.CERTIFICATE)
    ResponseEntity<byte[]> sign(
            @RequestAttribute(CallingGateway.ATTRIBUTE) CallingGateway gateway, HttpServletRequest request)
            throws IOException {
        var bytes = request.getInputStream().readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            return answer(HttpStatus.CONTENT_TOO_LARGE, say("gateways.certificate.request.too-large"));
        }
        return switch (authorities.sign(gateway, bytes)) {
            case Signing.Signed(var chain) -> answer(HttpStatus.OK, chain);
            case Signing.Refused(var sentence) -> answer(HttpStatus.UNPROCESSABLE_CONTENT, sentence);
            case Signing.Unknown() ->
                ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
        };
    }

    private static ResponseEntity<byte[]> answer(HttpStatus status, String text) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_PLAIN, UTF_8))
                .body(text.getBytes(UTF_8));
    }

    @GetMapping(HERE)
    String show(Actor actor, Model model) {
        model.addAttribute("certificate", authorities.find(actor).orElse(null));
        model.addAttribute("gateways", authorities.gateways(actor));
        model.addAttribute("coverage", authorities.coverage(actor));
        model.addAttribute("mayMake", CertificateAuthorities.ACCESS.allows(actor, Operation.MAKE));
        return "gateways/web/certificate";
    }

    @PostMapping(HERE)
    String make(Actor actor, RedirectAttributes flash) {
        authorities.make(actor);
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("gateways.certificate.made")));
        return "redirect:" + HERE;
    }

    @GetMapping(HERE + ".crt")
    ResponseEntity<byte[]> der(Actor actor) {
        return file(
                "schoolgate.crt",
                "application/x-x509-ca-cert",
                certificate(actor).der());
    }

    @GetMapping(HERE + ".pem")
    ResponseEntity<byte[]> pem(Actor actor) {
        return file(
                "schoolgate.pem",
                "application/x-pem-file",
                certificate(actor).pem().getBytes(UTF_8));
    }

    @GetMapping(HERE + ".mobileconfig")
    ResponseEntity<byte[]> appleProfile(Actor actor) {
        return file(
                "schoolgate.mobileconfig",
                "application/x-apple-aspen-config",
                certificate(actor).appleProfile().getBytes(UTF_8));
    }

    private SchoolCertificate certificate(Actor actor) {
        return authorities.find(actor).orElseThrow(() -> new NotFound("certificate"));
    }

    private static ResponseEntity<byte[]> file(String name, String type, byte[] bytes) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(bytes);
    }
}
