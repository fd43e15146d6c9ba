package org.schoolgate.signin.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.tenancy.DataFolder;
import org.schoolgate.ui.Notice;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.FlashMap;

class NoticeCookieTest {
    private static final Notice DONE = Notice.done("The role is given to Mr Hale – “from today”.");

    @TempDir
    Path folder = Path.of("");

    /** A process on this folder. */
    private NoticeCookie process() {
        return new NoticeCookie(new DataFolder(folder));
    }

    private static MockHttpServletRequest request(String path, String session, @Nullable Cookie notice) {
        var request = new MockHttpServletRequest("GET", path);
        var of = new Cookie("schoolgate-session", session);
        if (notice == null) {
            request.setCookies(of);
        } else {
            request.setCookies(of, notice);
        }
        return request;
    }

    private static Cookie said(
            NoticeCookie process, String session, String page, Notice notice, @Nullable Cookie before) {
        var flash = new FlashMap();
        flash.put(Notice.FLASH, notice);
        flash.setTargetRequestPath(page);
        var response = new MockHttpServletResponse();
        process.saveOutputFlashMap(flash, request("/people/1/roles", session, before), response);
        return Objects.requireNonNull(response.getCookie("schoolgate-notice"));
    }

    private static @Nullable Object read(NoticeCookie process, String session, String page, Cookie cookie) {
        var flash = process.retrieveAndUpdate(request(page, session, cookie), new MockHttpServletResponse());
        return flash == null ? null : flash.get(Notice.FLASH);
    }

    @Test
    void anotherProcessShowsTheNoticeOnceAndOnThePageThatItIsFor() {
        var cookie = said(process(), "mine", "/people/1", DONE, null);
        assertThat(read(process(), "mine", "/about", cookie)).isNull();

        var shown = new MockHttpServletResponse();
        var flash = process().retrieveAndUpdate(request("/people/1", "mine", cookie), shown);
        assertThat(Objects.requireNonNull(flash).get(Notice.FLASH)).isEqualTo(DONE);
        assertThat(Objects.requireNonNull(shown.getCookie("schoolgate-notice")).getMaxAge())
                .as("and then it is gone")
                .isZero();
    }

    @Test
    void twoTabsHaveANoticeEach() {
        var first = said(process(), "mine", "/people/1", DONE, null);
        var both = said(process(), "mine", "/people/2", Notice.waiting("Nothing has changed."), first);

        assertThat(read(process(), "mine", "/people/1", both)).isEqualTo(DONE);
        assertThat(read(process(), "mine", "/people/2", both)).isEqualTo(Notice.waiting("Nothing has changed."));
    }

    @Test
    void whoeverSignsInNextInTheSameBrowserDoesNotReadIt() {
        var cookie = said(process(), "mine", "/people/1", DONE, null);

        assertThat(read(process(), "theirs", "/people/1", cookie)).isNull();
    }

    @Test
    void nobodyPutsOtherWordsIntoIt() {
        var cookie = said(process(), "mine", "/people/1", DONE, null);
        var other = said(process(), "theirs", "/people/1", Notice.danger("Ring this number."), null);
        cookie.setValue(
                other.getValue().split("\\.", 2)[0] + "." + cookie.getValue().split("\\.", 2)[1]);

        assertThat(read(process(), "mine", "/people/1", cookie)).isNull();
        cookie.setValue("no cookie of ours");
        assertThat(read(process(), "mine", "/people/1", cookie)).isNull();
    }

    @Test
    void theNewestStayWhereThereIsNoRoomForAll() {
        var cookie = said(process(), "mine", "/people/1", Notice.done("a".repeat(2_000)), null);
        cookie = said(process(), "mine", "/people/2", Notice.done("b".repeat(2_000)), cookie);

        assertThat(cookie.getValue()).hasSizeLessThan(4_000);
        assertThat(read(process(), "mine", "/people/1", cookie)).isNull();
        assertThat(read(process(), "mine", "/people/2", cookie)).isEqualTo(Notice.done("b".repeat(2_000)));
    }
}
