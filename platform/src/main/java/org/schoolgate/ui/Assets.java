package org.schoolgate.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Where the style sheets, fonts, pictures and scripts are: below one address that changes when any of them does, so a
 * browser may keep them for a year and never shows an old one.
 */
public final class Assets {
    /** The address of the folder, without a slash at its end. */
    public static final String FOLDER = "/static/" + version();

    private Assets() {}

    /** The address of one file: {@code asset("app.css")}. */
    public static String asset(String path) {
        return FOLDER + "/" + path;
    }

    private static String version() {
        try {
            var files = new PathMatchingResourcePatternResolver().getResources("classpath:/static/**");
            Arrays.sort(files, Comparator.comparing(Assets::place));
            var digest = MessageDigest.getInstance("SHA-256");
            for (var file : files) {
                if (file.isReadable()) {
                    digest.update(file.getContentAsByteArray());
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String place(Resource file) {
        try {
            return file.getURL().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
