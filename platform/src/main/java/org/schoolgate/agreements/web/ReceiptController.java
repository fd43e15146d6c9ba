package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.schoolgate.agreements.AgreementsAccess;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.agreements.PaperReturns;
import org.schoolgate.agreements.Receipts;
import org.schoolgate.agreements.Scan;
import org.schoolgate.agreements.SealedReceipts;
import org.schoolgate.agreements.SignatureId;
import org.schoolgate.agreements.StaffDevices;
import org.schoolgate.agreements.StaffDevices.Return;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.signin.PublicPaths;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The proof of answers: a signer's copy, somebody's history, and whether a receipt is true. */
@Controller
class ReceiptController {
    private final Receipts receipts;
    private final SealedReceipts sealed;
    private final PaperReturns papers;
    private final StaffDevices devices;

    ReceiptController(Receipts receipts, SealedReceipts sealed, PaperReturns papers, StaffDevices devices) {
        this.receipts = receipts;
        this.sealed = sealed;
        this.papers = papers;
        this.devices = devices;
    }

    @GetMapping("/agreements/mine/receipts/{id}")
    void own(Actor actor, @PathVariable UUID id, HttpServletResponse response) throws IOException {
        send(sealed.paper(actor, new SignatureId(id)), "application/pdf", "receipt.pdf", false, response);
    }

    @GetMapping("/agreements/people/{person}")
    String history(Actor actor, @PathVariable UUID person, Model model) {
        return history(actor, new PersonId(person), Problems.none(), model);
    }

    private String history(Actor actor, PersonId person, Problems problems, Model model) {
        model.addAttribute("receipts", receipts.history(actor, person));
        model.addAttribute("devices", devices.of(actor, person));
        model.addAttribute("mayTakeBack", AgreementsAccess.ACCESS.allows(actor, Operation.TAKE_DEVICE_BACK));
        model.addAttribute("problems", problems);
        return "agreements/web/history";
    }

    @PostMapping("/agreements/people/{person}/devices/{device}/returned")
    String returned(
            Actor actor,
            @PathVariable UUID person,
            @PathVariable UUID device,
            @RequestParam(defaultValue = "") String day,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        AgreementsAccess.ACCESS.require(actor, Operation.TAKE_DEVICE_BACK);
        var on = Dates.read(day);
        var outcome = on.isEmpty() ? new Return.NotThatDay() : devices.giveBack(actor, device, on.get());
        if (outcome instanceof Return.NotThatDay) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return history(
                    actor,
                    new PersonId(person),
                    Problems.of("day-" + device, say("agreements.device.not-that-day")),
                    model);
        }
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.device.back")));
        return "redirect:/agreements/people/" + person;
    }

    @GetMapping("/agreements/scans/{id}")
    void scan(Actor actor, @PathVariable UUID id, HttpServletResponse response) throws IOException {
        var scan = papers.scan(actor, id);
        send(scan.bytes(), scan.type().mediaType(), "paper", scan.type() != Scan.Type.PDF, response);
    }

    /** A picture is shown where somebody looks at it again; what can carry a program is only handed over. */
    private static void send(byte[] bytes, String type, String name, boolean shown, HttpServletResponse response)
            throws IOException {
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.setHeader("Content-Disposition", (shown ? "inline" : "attachment") + "; filename=\"" + name + "\"");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(bytes);
    }

    @GetMapping("/receipts")
    String check(@RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("q", q);
        model.addAttribute("check", q.isBlank() ? null : receipts.check(q));
        return "agreements/web/check";
    }

    /** What a reader of PDFs needs to know our seal. */
    @GetMapping("/receipts/certificate")
    void certificate(HttpServletResponse response) throws IOException {
        send(
                sealed.certificate().getBytes(StandardCharsets.US_ASCII),
                "application/x-pem-file",
                "receipts.pem",
                false,
                response);
    }

    /** Whoever holds a receipt may check it. */
    @Configuration(proxyBeanMethods = false)
    static class Open {
        @Bean
        PublicPaths receiptCheck() {
            return PublicPaths.of("/receipts", "/receipts/certificate");
        }
    }
}
