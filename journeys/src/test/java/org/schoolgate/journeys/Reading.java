package org.schoolgate.journeys;

import com.microsoft.playwright.Page;
import java.util.List;

/**
 * What a page's text says without the page being opened.
 *
 * @param make what it is made of, whatever it says: two pages of the same make look alike
 * @param leftOver words that were meant for the program
 * @param links where it leads on its own site, a search for somebody included
 */
record Reading(String make, List<String> leftOver, List<String> links) {
    private static final String READ = """
            ([html, url, sought]) => {
                const page = new DOMParser().parseFromString(html, 'text/html');
                page.querySelectorAll('script').forEach(script => script.remove());
                const there = address => new URL(address, url);
                const made = [...page.querySelectorAll('main, main *')]
                    .map(part => part.tagName + '.' + part.getAttribute('class'));
                const left = page.documentElement.outerHTML
                    .match(/.{0,30}(\\?\\?\\?|\\{\\d[^}]*\\}|\\$\\{|@template|\\bnull\\b|\\bundefined\\b).{0,30}/g) ?? [];
                const links = [...page.querySelectorAll('a[href]:not([download])')]
                    .map(link => there(link.getAttribute('href')));
                const searches = [...page.querySelectorAll('form[method=get] input[type=search]')]
                    .map(field => there(field.form.getAttribute('action') + '?' + field.name + '=' + sought));
                const own = [...links, ...searches].filter(link => link.origin === there('/').origin)
                    .map(link => link.pathname + link.search);
                return [
                    [page.body.className, ...new Set(made)].sort().join(' '), left.join('\\n'), [...new Set(own)].join('\\n')]
            }""";

    /** Reads a page's text in a browser that may show anything else. */
    static Reading of(Page browser, String html, String url, String sought) {
        var parts = (List<?>) browser.evaluate(READ, List.of(html, url, sought));
        return new Reading(String.valueOf(parts.get(0)), lines(parts.get(1)), lines(parts.get(2)));
    }

    private static List<String> lines(Object text) {
        return String.valueOf(text).lines().toList();
    }
}
