package org.schoolgate.ui;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * Turns the name of a page into the page: "agreements/web/form" is {@code org/schoolgate/agreements/web/form.jte},
 * compiled into the program. Redirects and forwards are left to others.
 */
@Component
public class Pages implements ViewResolver, Ordered {
    /** The request attribute under which a security filter may put a nonce. */
    public static final String NONCE = Pages.class.getName() + ".nonce";

    /** The request attribute that says that the records cannot be asked: such a page has nothing around it. */
    static final String BARE = Pages.class.getName() + ".bare";

    static final String TROUBLE = "ui/trouble";

    private static final TemplateEngine ENGINE =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "org.schoolgate");
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final ObjectProvider<PageFurniture> furniture;
    private final ObjectProvider<MenuItem> items;

    Pages(ObjectProvider<PageFurniture> furniture, ObjectProvider<MenuItem> items) {
        this.furniture = furniture;
        this.items = items;
    }

    /** Writes a page outside a request: a letter, a paper, a test. */
    public static Utf8ByteOutput write(String page, Map<String, @Nullable Object> model, Here here) {
        var output = new Utf8ByteOutput();
        here.write(() -> ENGINE.render(page + ".jte", model, output));
        return output;
    }

    /** A part of a page, for whoever puts a page together of parts that others bring. */
    public static Content part(String page, Map<String, ?> model) {
        var named = new HashMap<String, @Nullable Object>(model);
        return output -> ENGINE.render(page + ".jte", named, output);
    }

    @Override
    public @Nullable View resolveViewName(String name, Locale locale) {
        if (name.startsWith("redirect:") || name.startsWith("forward:") || !ENGINE.hasTemplate(name + ".jte")) {
            return null;
        }
        return new Page(name);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 10;
    }

    /** Who reads what this request is answered with. */
    @Nullable
    Actor reader(HttpServletRequest request) {
        return reader(request, unfailing(request));
    }

    private Here here(String page, HttpServletRequest request) {
        var isTrouble = page.equals(TROUBLE);
        var all = isTrouble ? unfailing(request) : furniture.orderedStream().toList();
        return new Here(
                reader(request, all),
                request.getRequestURI(),
                csrf(request),
                (String) request.getAttribute(NONCE),
                notice(request),
                all,
                isTrouble ? List.of() : items(request));
    }

    /** The entries of the menu that lead somewhere: whoever is held at a gate is not offered what it keeps from them. */
    private List<MenuItem> items(HttpServletRequest request) {
        var all = items.stream();
        return request.getAttribute(Reach.ATTRIBUTE) instanceof Reach reach
                ? all.filter(item -> reach.holds(item.href())).toList()
                : all.toList();
    }

    private List<PageFurniture> unfailing(HttpServletRequest request) {
        if (request.getAttribute(BARE) != null) {
            return List.of();
        }
        return furniture
                .orderedStream()
                .map(one -> (PageFurniture) new Unfailing(one))
                .toList();
    }

    private static @Nullable Actor reader(HttpServletRequest request, List<PageFurniture> furniture) {
        for (var one : furniture) {
            var reader = one.reader(request);
            if (reader.isPresent()) {
                return reader.get();
            }
        }
        return request.getUserPrincipal() instanceof Authentication signedIn
                        && signedIn.getPrincipal() instanceof Actor actor
                ? actor
                : null;
    }

    private static Here.@Nullable Csrf csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? new Here.Csrf(token.getParameterName(), token.getToken())
                : null;
    }

    private static @Nullable Notice notice(HttpServletRequest request) {
        var flash = RequestContextUtils.getInputFlashMap(request);
        var said = flash == null ? null : flash.get(Notice.FLASH);
        return switch (said) {
            case Notice notice -> notice;
            case String text -> Notice.done(text);
            case null, default -> null;
        };
    }

    private final class Page implements View {
        private final String name;

        private Page(String name) {
            this.name = name;
        }

        /** Without a type of its own, content negotiation would pass the page over and answer with nothing. */
        @Override
        public String getContentType() {
            return HTML.toString();
        }

        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            var page = write(name, named(model), here(name, request));
            response.setContentType(getContentType());
            response.setContentLength(page.getContentLength());
            page.writeTo(response.getOutputStream());
        }

        /** What a template can name: Spring adds entries with dots for its own form tags. */
        private static Map<String, @Nullable Object> named(@Nullable Map<String, ?> model) {
            var named = new HashMap<String, @Nullable Object>();
            if (model != null) {
                model.forEach((key, value) -> {
                    if (key.indexOf('.') < 0) {
                        named.put(key, value);
                    }
                });
            }
            return named;
        }
    }
}
