package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.filtering.RuleImports;
import org.schoolgate.filtering.RuleImports.Import;
import org.schoolgate.filtering.RuleImports.Preview;
import org.schoolgate.filtering.SchoolRules;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Many sites at once: a list is pasted or sent, looked through, and made into rules when somebody says so. */
@Controller
class RuleImportController {
    private static final String HERE = "/filter/sites/import";
    private static final int MOST_BYTES = 400_000;

    private final RuleImports imports;
    private final SchoolRules rules;

    RuleImportController(RuleImports imports, SchoolRules rules) {
        this.imports = imports;
        this.rules = rules;
    }

    @GetMapping(HERE)
    ModelAndView form(Actor.Somebody actor) {
        requireChanger(actor);
        return form(actor, "", new RuleForm("", "", List.of(), "", "", "", ""), Problems.none());
    }

    /** Shows what a list would do; nothing changes. */
    @PostMapping(HERE)
    ModelAndView preview(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String sites,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @ModelAttribute RuleForm form)
            throws IOException {
        requireChanger(actor);
        var problems = form.problems();
        var text = sites;
        if (file != null && !file.isEmpty()) {
            text = text(file, problems);
        }
        return switch (imports.preview(actor, wish(text, form))) {
            case Preview.Ready ready
            when !problems.any() ->
                new ModelAndView("filtering/web/ruleImportPreview")
                        .addObject("ready", ready)
                        .addObject("form", form)
                        .addObject("effect", RuleRow.word(Objects.requireNonNull(form.what())))
                        .addObject("sites", text);
            case Preview.Ready _ -> form(actor, text, form, problems);
            case Preview.NotLikeThat(var found) -> form(actor, text, form, both(problems, found));
        };
    }

    @PostMapping(HERE + "/making")
    ModelAndView apply(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String sites,
            @ModelAttribute RuleForm form,
            RedirectAttributes flash) {
        requireChanger(actor);
        var problems = form.problems();
        if (problems.any()) {
            return form(actor, sites, form, problems);
        }
        return switch (imports.apply(actor, wish(sites, form))) {
            case Import.Done done -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("filtering.import.done", done.count())));
                yield new ModelAndView("redirect:/filter/sites");
            }
            case Import.Nothing _ ->
                form(actor, sites, form, Problems.of("sites", say("filtering.import.nothing-new")));
            case Import.NotLikeThat(var found) -> form(actor, sites, form, found);
        };
    }

    private static RuleImports.Wish wish(String sites, RuleForm form) {
        return new RuleImports.Wish(sites, form.what(), form.refs(), form.end(), form.typedReason());
    }

    /** The file as text; a file that is none, or is too large, is a problem in words. */
    private static String text(MultipartFile file, Problems problems) throws IOException {
        if (file.getSize() > MOST_BYTES) {
            problems.add("file", say("filtering.import.too-many", RuleImports.MOST_LINES));
            return "";
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file.getBytes()))
                    .toString();
            problems.when(text.indexOf('\0') >= 0, "file", say("filtering.import.no-text"));
            return text.indexOf('\0') >= 0 ? "" : text;
        } catch (CharacterCodingException _) {
            problems.add("file", say("filtering.import.no-text"));
            return "";
        }
    }

    private static Problems both(Problems first, Problems second) {
        var both = Problems.none();
        var fields = new ArrayList<>(second.all().keySet());
        if (first.with("file") != null) {
            fields.remove("sites");
        }
        first.all().forEach(both::add);
        fields.forEach(field -> both.add(field, Objects.requireNonNull(second.with(field))));
        return both;
    }

    private ModelAndView form(Actor.Somebody actor, String sites, RuleForm form, Problems problems) {
        return new ModelAndView(
                        "filtering/web/ruleImport", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("sites", sites)
                .addObject("form", form)
                .addObject("choices", RuleChoices.of(rules, actor))
                .addObject("problems", problems);
    }

    private void requireChanger(Actor actor) {
        if (!rules.mayChange(actor)) {
            throw new Forbidden(actor, Operation.CHANGE.name());
        }
    }
}
