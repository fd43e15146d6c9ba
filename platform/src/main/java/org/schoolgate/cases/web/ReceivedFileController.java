package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.ReceivedFiles;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** A child's file that came from another school is looked at, and nothing of it is kept here. */
@Controller
class ReceivedFileController {
    private final ReceivedFiles files;

    ReceivedFileController(ReceivedFiles files) {
        this.files = files;
    }

    @GetMapping("/received-files")
    ModelAndView form(Actor.Somebody actor) {
        files.ask(actor);
        return page(null, Problems.none());
    }

    @PostMapping("/received-files")
    ModelAndView check(Actor.Somebody actor, @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        files.ask(actor);
        if (file == null || file.isEmpty()) {
            return page(null, Problems.of("file", say("cases.received.no-file")));
        }
        return files.check(actor, file.getInputStream())
                .map(found -> page(found, Problems.none()))
                .orElseGet(() -> page(null, Problems.of("file", say("cases.received.no-folder"))));
    }

    private ModelAndView page(ReceivedFiles.@Nullable Found found, Problems problems) {
        return new ModelAndView(
                        "cases/web/receivedFile", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("found", found)
                .addObject("own", files.fingerprint())
                .addObject("problems", problems);
    }
}
