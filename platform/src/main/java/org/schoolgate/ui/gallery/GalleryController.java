package org.schoolgate.ui.gallery;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.ui.Here;
import org.schoolgate.ui.Pages;
import org.schoolgate.ui.Problems;
import org.schoolgate.ui.Trouble;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows the gallery where {@code schoolgate.gallery} is true. */
@Controller
@ConditionalOnBooleanProperty("schoolgate.gallery")
class GalleryController {
    /** A page of the gallery, and who reads it; nobody at the door. */
    private static final Map<String, List<Actor>> PAGES = Map.of(
            "components", List.of(Greenfield.TEACHER),
            "class", List.of(Greenfield.TEACHER),
            "queue", List.of(Greenfield.COORDINATOR),
            "head", List.of(Greenfield.HEAD),
            "paper", List.of(Greenfield.HEAD),
            "parent", List.of(Greenfield.PARENT),
            "ks1", List.of(Greenfield.TOM),
            "ks2", List.of(Greenfield.PRIYA),
            "door", List.of());

    @GetMapping("/ui")
    ResponseEntity<byte[]> index(HttpServletRequest request) {
        return show("components", request);
    }

    @GetMapping("/ui/{page}")
    ResponseEntity<byte[]> show(@PathVariable String page, HttpServletRequest request) {
        var readers = PAGES.get(page);
        if (readers == null) {
            throw new NotFound("no page " + page + " in the gallery");
        }
        var reader = readers.isEmpty() ? null : readers.getFirst();
        return page("ui/gallery/" + page, Map.of("problems", asked(request)), reader, request);
    }

    @GetMapping("/ui/trouble/{status}")
    ResponseEntity<byte[]> trouble(
            @PathVariable int status, @RequestParam(defaultValue = "false") boolean child, HttpServletRequest request) {
        var trouble = new Trouble(status, child, status == 500 ? "4f0c91e2" : null);
        return page("ui/trouble", Map.of("trouble", trouble), child ? Greenfield.TOM : Greenfield.TEACHER, request);
    }

    /** With ?wrong the forms show what they look like when they came back. */
    private static Problems asked(HttpServletRequest request) {
        return request.getParameter("wrong") == null
                ? Problems.none()
                : Problems.of("name", "Write your full name, as the school knows it")
                        .add("agree", "Tick the box to say that you agree");
    }

    private static ResponseEntity<byte[]> page(
            String name, Map<String, ?> model, @Nullable Actor reader, HttpServletRequest request) {
        var csrf = request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? new Here.Csrf(token.getParameterName(), token.getToken())
                : null;
        var page = Pages.write(name, new HashMap<>(model), Greenfield.page(reader, request.getRequestURI(), csrf));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .body(page.toByteArray());
    }
}
