package org.schoolgate.agreements.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.schoolgate.agreements.PaperReturns;
import org.schoolgate.agreements.Receipts;
import org.schoolgate.agreements.SignatureId;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.signin.PublicPaths;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The proof of answers: a signer's copy, somebody's history, and whether a receipt is true. */
@Controller
class ReceiptController {
    private final Receipts receipts;
    private final PaperReturns papers;

    ReceiptController(Receipts receipts, PaperReturns papers) {
        this.receipts = receipts;
        this.papers = papers;
    }

    @GetMapping("/agreements/mine/receipts/{id}")
    void own(Actor actor, @PathVariable UUID id, HttpServletResponse response) throws IOException {
        send(ReceiptPdf.of(receipts.receipt(actor, new SignatureId(id))), "application/pdf", "receipt.pdf", response);
    }

    @GetMapping("/agreements/people/{person}")
    String history(Actor actor, @PathVariable UUID person, Model model) {
        model.addAttribute("receipts", receipts.history(actor, new PersonId(person)));
        return "agreements/web/history";
    }

    @GetMapping("/agreements/scans/{id}")
    void scan(Actor actor, @PathVariable UUID id, HttpServletResponse response) throws IOException {
        var scan = papers.scan(actor, id);
        send(scan.bytes(), scan.type().mediaType(), "paper", response);
    }

    private static void send(byte[] bytes, String type, String name, HttpServletResponse response) throws IOException {
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(bytes);
    }

    @GetMapping("/receipts")
    String check(@RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("q", q);
        model.addAttribute("check", q.isBlank() ? null : receipts.check(q));
        return "agreements/web/check";
    }

    /** Whoever holds a receipt may check it. */
    @Configuration(proxyBeanMethods = false)
    static class Open {
        @Bean
        PublicPaths receiptCheck() {
            return PublicPaths.of("/receipts");
        }
    }
}
