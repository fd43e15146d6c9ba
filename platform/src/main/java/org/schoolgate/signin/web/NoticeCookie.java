package org.schoolgate.signin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.schoolgate.messages.HostCookie;
import org.schoolgate.tenancy.DataFolder;
import org.schoolgate.ui.Notice;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.AbstractFlashMapManager;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the notice for the page after a redirect in the browser that it is for, so that it is there whichever process
 * answers, also after a restart. It is sealed for the session or visit in which it was written: whoever comes next in the
 * same browser does not read it, and nobody can put words in our mouth.
 */
@Component(DispatcherServlet.FLASH_MAP_MANAGER_BEAN_NAME)
class NoticeCookie extends AbstractFlashMapManager {
    private static final HostCookie COOKIE = new HostCookie("schoolgate-notice");
    private static final Duration LASTS = Duration.ofMinutes(3);
    /** What is sure to fit into a cookie. */
    private static final int LONGEST = 3_500;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;

    NoticeCookie(DataFolder folder) {
        this.key = new SecretKeySpec(HexFormat.of().parseHex(folder.secret("notices")), "HmacSHA256");
        setFlashMapTimeout(Math.toIntExact(LASTS.toSeconds()));
    }

    /** A notice and the page that it waits for. */
    private record Kept(String path, Map<String, List<String>> parameters, long until, Notice notice) {
        static Optional<Kept> of(FlashMap flash) {
            var path = Objects.requireNonNullElse(flash.getTargetRequestPath(), "");
            var parameters = flash.getTargetRequestParams();
            return switch (flash.get(Notice.FLASH)) {
                case Notice notice -> Optional.of(new Kept(path, parameters, flash.getExpirationTime(), notice));
                case String text ->
                    Optional.of(new Kept(path, parameters, flash.getExpirationTime(), Notice.done(text)));
                case null, default -> Optional.empty();
            };
        }

        FlashMap flash() {
            var flash = new FlashMap();
            flash.put(Notice.FLASH, notice);
            flash.setTargetRequestPath(path);
            flash.addTargetRequestParams(new LinkedMultiValueMap<>(parameters));
            flash.setExpirationTime(until);
            return flash;
        }
    }

    @Override
    protected @Nullable List<FlashMap> retrieveFlashMaps(HttpServletRequest request) {
        return COOKIE.read(request)
                .flatMap(text -> opened(request, text))
                .<List<FlashMap>>map(kept -> {
                    var flashes = new ArrayList<FlashMap>();
                    kept.forEach(one -> flashes.add(one.flash()));
                    return flashes;
                })
                .orElse(null);
    }

    @Override
    protected void updateFlashMaps(List<FlashMap> flashes, HttpServletRequest request, HttpServletResponse response) {
        var kept = flashes.stream().flatMap(flash -> Kept.of(flash).stream()).toList();
        var text = sealed(request, kept);
        while (text.length() > LONGEST && !kept.isEmpty()) {
            kept = kept.subList(1, kept.size());
            text = sealed(request, kept);
        }
        if (kept.isEmpty()) {
            COOKIE.forget(request, response);
        } else {
            COOKIE.write(request, response, text, LASTS);
        }
    }

    /** Nothing is shared with other requests, so none has to wait. */
    @Override
    protected @Nullable Object getFlashMapsMutex(HttpServletRequest request) {
        return null;
    }

    private String sealed(HttpServletRequest request, List<Kept> kept) {
        var text = TO_TEXT.encodeToString(JSON.writeValueAsBytes(kept));
        return text + "." + TO_TEXT.encodeToString(seal(request, text));
    }

    private Optional<List<Kept>> opened(HttpServletRequest request, String sealed) {
        var dot = sealed.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        var text = sealed.substring(0, dot);
        try {
            return MessageDigest.isEqual(Base64.getUrlDecoder().decode(sealed.substring(dot + 1)), seal(request, text))
                    ? Optional.of(List.of(JSON.readValue(Base64.getUrlDecoder().decode(text), Kept[].class)))
                    : Optional.empty();
        } catch (IllegalArgumentException | JacksonException _) {
            return Optional.empty();
        }
    }

    private byte[] seal(HttpServletRequest request, String text) {
        var reader = Browser.SESSION
                .read(request)
                .or(() -> Browser.VISIT.read(request))
                .orElse("");
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal((reader + "\n" + text).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no HMAC", e);
        }
    }
}
