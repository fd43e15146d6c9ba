package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.AgreementTexts;
import org.schoolgate.agreements.AgreementTexts.Translation;
import org.schoolgate.agreements.AgreementsAccess;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.agreements.TextId;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A text in one more language: a sheet for the translator, the filled sheet beside the English, and the head's approval. */
@Controller
class TranslationController {
    private final AgreementTexts texts;

    TranslationController(AgreementTexts texts) {
        this.texts = texts;
    }

    @GetMapping("/agreements/texts/{id}/translations")
    String form(Actor actor, @PathVariable UUID id, Model model) {
        AgreementsAccess.ACCESS.require(actor, Operation.APPROVE_TEXT);
        return page(actor, id, TranslationForm.empty(), Problems.none(), model);
    }

    private String page(Actor actor, UUID id, TranslationForm form, Problems problems, Model model) {
        model.addAttribute("text", texts.find(actor, new TextId(id)));
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        return "agreements/web/translation";
    }

    @GetMapping("/agreements/texts/{id}/translation.csv")
    void sheet(Actor actor, @PathVariable UUID id, HttpServletResponse response) throws IOException {
        AgreementsAccess.ACCESS.require(actor, Operation.APPROVE_TEXT);
        var sheet = TranslationForm.sheet(texts.find(actor, new TextId(id)).english());
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"to-translate.csv\"");
        response.getOutputStream().write(sheet.getBytes(StandardCharsets.UTF_8));
    }

    /** A filled sheet: shown beside the English for the head to read, and kept nowhere yet. */
    @PostMapping("/agreements/texts/{id}/translations/sheet")
    String read(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(required = false) @Nullable MultipartFile file,
            HttpServletResponse response,
            Model model)
            throws IOException {
        AgreementsAccess.ACCESS.require(actor, Operation.APPROVE_TEXT);
        var read = file == null || file.isEmpty() || file.getSize() > TranslationForm.MOST_BYTES
                ? java.util.Optional.<TranslationForm>empty()
                : TranslationForm.read(language, file.getBytes());
        if (read.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(
                    actor,
                    id,
                    TranslationForm.empty(),
                    Problems.of("file", say("agreements.translation.no-sheet")),
                    model);
        }
        return page(actor, id, read.get(), Problems.none(), model);
    }

    @PostMapping("/agreements/texts/{id}/translations")
    String approve(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        AgreementsAccess.ACCESS.require(actor, Operation.APPROVE_TEXT);
        var form = TranslationForm.of(fields);
        var problems = form.problems(texts.find(actor, new TextId(id)).english());
        if (!problems.any()) {
            switch (texts.translate(
                    actor, new TextId(id), form.language(), form.title(), form.introduction(), form.lines())) {
                case Translation.Done done ->
                    flash.addFlashAttribute(
                            Notice.FLASH,
                            Notice.done(say("agreements.translation.done", TranslationForm.name(form.language()))));
                case Translation.ApproveFirst() -> problems.add("language", say("agreements.text.approve-first"));
                case Translation.AlreadyThere() -> problems.add("language", say("agreements.translation.already"));
                case Translation.UnknownLanguage() ->
                    problems.add("language", say("agreements.translation.language-missing"));
            }
        }
        if (problems.any()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(actor, id, form, problems, model);
        }
        return "redirect:/agreements/texts/" + id;
    }
}
