package org.schoolgate.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Map.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.FileKind;

/**
 * Tells from the first bytes of a file what it is. What a file is called counts only where its bytes say nothing, or cannot be
 * read, or do not matter: a program that is named like a picture is a program, and a script that begins like one is a script.
 */
public final class FileLook {
    /** So many bytes are enough, and fewer where the file is shorter. */
    public static final int ENOUGH = 1024;

    /** Of what is coded on the way so many at most: a block of zstd is read whole or not at all. */
    static final int ENOUGH_CODED = Decoding.ENOUGH_TO_LOOK;

    /** So few say what nearly every file is. */
    public static final int TELLING = 16;

    private static final int TAR_MARK = 257;

    /** What files begin with, in hexadecimal. */
    private static final Map<String, FileKind> MARKS = Map.ofEntries(
            entry("4d5a", FileKind.PROGRAM), // Windows
            entry("7f454c46", FileKind.PROGRAM), // Linux, Android
            entry("cafebabe", FileKind.PROGRAM), // Java, macOS for several processors
            entry("feedface", FileKind.PROGRAM), // macOS
            entry("feedfacf", FileKind.PROGRAM),
            entry("cefaedfe", FileKind.PROGRAM),
            entry("cffaedfe", FileKind.PROGRAM),
            entry("6465780a", FileKind.PROGRAM), // Android
            entry("43723234", FileKind.PROGRAM), // an extension of Chromium
            entry("213c617263683e0a64656269616e", FileKind.PROGRAM), // Debian
            entry("edabeedb", FileKind.PROGRAM), // Red Hat
            entry("78617221", FileKind.PROGRAM), // a macOS installer
            entry("4c00000001140200", FileKind.PROGRAM), // a shortcut of Windows
            entry("49545346", FileKind.PROGRAM), // a help file of Windows
            entry("4d5357494d", FileKind.DISK_IMAGE), // WIM
            entry("4d534346", FileKind.ARCHIVE), // cabinet
            entry("52617221", FileKind.ARCHIVE), // RAR
            entry("377abcaf271c", FileKind.ARCHIVE), // 7-Zip
            entry("1f8b", FileKind.ARCHIVE), // gzip
            entry("425a68", FileKind.ARCHIVE), // bzip2
            entry("fd377a585a00", FileKind.ARCHIVE), // xz
            entry("28b52ffd", FileKind.ARCHIVE), // Zstandard
            entry("04224d18", FileKind.ARCHIVE), // LZ4
            entry("4c5a4950", FileKind.ARCHIVE), // lzip
            entry("60ea", FileKind.ARCHIVE), // ARJ
            entry("636f6e6563746978", FileKind.DISK_IMAGE), // VHD
            entry("7668647866696c65", FileKind.DISK_IMAGE), // VHDX
            entry("4b444d", FileKind.DISK_IMAGE), // VMDK
            entry("514649fb", FileKind.DISK_IMAGE)); // QCOW

    /** By name, where the bytes say nothing: scripts, and what is known by its end only. */
    private static final Map<String, FileKind> ENDINGS = endings();

    /** Read from its end, or line by line whatever stands before: what it is called counts, whatever it begins with. */
    private static final Set<String> WHATEVER_THE_BEGINNING = Set.of(
            "zip", "jar", "apk", "xpi", "crx", "bat", "cmd", "ps1", "vbs", "vbe", "wsf", "hta", "jse", "sh", "reg",
            "lnk", "msi");

    /** So sites are called, too, and pages about them: /wiki/Example.com. */
    private static final Set<String> LIKE_SITES = Set.of("com", "app");

    /** Packed like an archive, and none: documents, books, children's projects. By the first name in it. */
    private static final Set<String> DOCUMENTS =
            Set.of("mimetype", "[content_types].xml", "project.json", "_rels/.rels");

    /** What a stream of events begins with: a field, a remark, or nothing yet. */
    private static final List<String> EVENTS = List.of("data:", "event:", "id:", "retry:", ":", "\n", "\r");

    private FileLook() {}

    private static Map<String, FileKind> endings() {
        var endings = new HashMap<String, FileKind>();
        for (String one : List.of(
                "exe",
                "com",
                "scr",
                "pif",
                "msi",
                "msix",
                "msp",
                "appx",
                "bat",
                "cmd",
                "ps1",
                "vbs",
                "vbe",
                "wsf",
                "hta",
                "jse",
                "jar",
                "apk",
                "ipa",
                "app",
                "dmg",
                "pkg",
                "deb",
                "rpm",
                "run",
                "sh",
                "appimage",
                "crx",
                "xpi",
                "reg",
                "lnk",
                "dll",
                "sys",
                "cpl",
                "swf")) {
            endings.put(one, FileKind.PROGRAM);
        }
        for (String one :
                List.of("zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "zst", "tar", "cab", "arj", "lzh", "ace")) {
            endings.put(one, FileKind.ARCHIVE);
        }
        for (String one : List.of("iso", "img", "vhd", "vhdx", "vmdk", "qcow2", "ova", "bin")) {
            endings.put(one, FileKind.DISK_IMAGE);
        }
        return Map.copyOf(endings);
    }

    /**
     * What it is; null where it is nothing that could be closed.
     *
     * @param first its first bytes, as many as there are, as they came
     * @param encoding how they are coded on the way (Content-Encoding); null for not at all
     * @param name what it is called; null where nobody says
     */
    public static @Nullable FileKind of(byte[] first, @Nullable String encoding, @Nullable String name) {
        return kind(Plain.of(first, encoding).bytes, name);
    }

    private static @Nullable FileKind kind(byte @Nullable [] plain, @Nullable String name) {
        if (plain == null) {
            return byName(name);
        }
        FileKind known = byBytes(plain);
        if (known != null) {
            return known;
        }
        String ending = ending(name);
        boolean is = isWellKnown(plain)
                ? WHATEVER_THE_BEGINNING.contains(ending)
                : !(LIKE_SITES.contains(ending) && isPage(plain));
        return is ? ENDINGS.get(ending) : null;
    }

    /** What a file that begins so is, and what is to be done with it; its coding is taken off once. */
    public static Beginning beginning(byte[] first, FileHead head) {
        return new Beginning(Plain.of(first, head.encoding()), head);
    }

    /** Whether these bytes, coded so, tell what a file is, or that nobody here can tell however many come. */
    static boolean tells(byte[] first, String encoding) {
        Plain plain = Plain.of(first, encoding);
        return plain.bytes != null || plain.sealed;
    }

    /** The beginning of a file. */
    public static final class Beginning {
        private final byte @Nullable [] plain;
        private final boolean sealed;
        private final FileHead head;

        private Beginning(Plain plain, FileHead head) {
            this.plain = plain.bytes;
            this.sealed = plain.sealed;
            this.head = head;
        }

        /** What it is; null where it is nothing that could be closed. */
        public @Nullable FileKind kind() {
            return FileLook.kind(plain, head.name());
        }

        /** How it is let through where a scanner looks files through. */
        How how() {
            if (plain != null && kind() == null && isWellKnown(plain)) {
                return begins(plain, '%', 'P', 'D', 'F') ? How.PASSING : How.AS_IT_COMES;
            }
            if (kind() != null || isDocument()) {
                return How.WAITING;
            }
            return isEvents() ? How.AS_IT_COMES : How.PASSING;
        }

        /** Whether it is a stream of events, by its type and by its bytes: it may have no end, and each of them is wanted at once. */
        public boolean isEvents() {
            return plain != null && head.isEvents() && beginsWithEvent(plain);
        }

        /** Whether it is coded in a way that nobody here can take off for a look, so that it may be anything. */
        boolean isSealed() {
            return sealed;
        }

        /** Whether programs may be in it: in an archive, or in a document that is packed like one. */
        boolean isPacked() {
            return kind() == FileKind.ARCHIVE || isPackedDocument();
        }

        boolean isPackedDocument() {
            return plain != null && begins(plain, 'P', 'K', 3, 4) && byBytes(plain) == null;
        }

        /** A document that may hold small programs (macros): one of old, one that is packed, or one as text. */
        private boolean isDocument() {
            return plain != null
                    && (begins(plain, 0xd0, 0xcf, 0x11, 0xe0)
                            || begins(plain, 'P', 'K', 3, 4)
                            || begins(plain, '{', '\\', 'r', 't'));
        }
    }

    /** The bytes as they are once they have arrived. */
    private static final class Plain {
        /** Null where nobody here can tell. */
        private final byte @Nullable [] bytes;

        /** Whether nobody could, however many came: then they may be anything. */
        private final boolean sealed;

        private Plain(byte @Nullable [] bytes, boolean sealed) {
            this.bytes = bytes;
            this.sealed = sealed;
        }

        static Plain of(byte[] first, @Nullable String encoding) {
            if (encoding == null || first.length == 0) {
                return new Plain(first, false);
            }
            byte[] plain = new byte[ENOUGH];
            int size = 0;
            boolean sealed = first.length >= ENOUGH_CODED;
            try (InputStream decoded = Decoding.of(new ByteArrayInputStream(first), encoding)) {
                if (decoded == null) {
                    return new Plain(null, true);
                }
                for (int count = decoded.read(plain);
                        count > 0;
                        count = decoded.read(plain, size, plain.length - size)) {
                    size += count;
                }
            } catch (Decoding.Undecodable wrong) {
                if (size == 0 && !wrong.isCutOff()) {
                    // Whoever takes no coding off has it as it came.
                    return new Plain(first, false);
                }
            } catch (FileParts.TooMuch _) {
                sealed = true;
            } catch (IOException _) {
                // It is cut off where it has not come yet.
            }
            return size == 0 ? new Plain(null, sealed) : new Plain(Arrays.copyOf(plain, size), false);
        }
    }

    private static @Nullable FileKind byBytes(byte[] plain) {
        if (begins(plain, 'P', 'K', 3, 4) || begins(plain, 'P', 'K', 5, 6)) {
            return packed(plain);
        }
        String hex = HexFormat.of().formatHex(plain, 0, Math.min(TELLING, plain.length));
        for (Map.Entry<String, FileKind> mark : MARKS.entrySet()) {
            if (hex.startsWith(mark.getKey())) {
                return mark.getValue();
            }
        }
        if (plain.length > TAR_MARK + 5 && new String(plain, TAR_MARK, 5, US_ASCII).equals("ustar")) {
            return FileKind.ARCHIVE;
        }
        return begins(plain, '#', '!') ? FileKind.PROGRAM : null;
    }

    /** Packed by ZIP: a document, a program for Java or a telephone, or an archive. */
    private static @Nullable FileKind packed(byte[] plain) {
        if (plain.length < 30) {
            return FileKind.ARCHIVE;
        }
        int length = (plain[26] & 0xff) | ((plain[27] & 0xff) << 8);
        String first = new String(plain, 30, Math.min(length, plain.length - 30), ISO_8859_1).toLowerCase(Locale.ROOT);
        if (DOCUMENTS.contains(first)) {
            return null;
        }
        return first.startsWith("meta-inf/") || first.equals("androidmanifest.xml") || first.startsWith("payload/")
                ? FileKind.PROGRAM
                : FileKind.ARCHIVE;
    }

    /** Bytes that say of themselves that they are a picture, a film, a sound, a page: whatever they are called. */
    private static boolean isWellKnown(byte[] plain) {
        return begins(plain, 0x89, 'P', 'N', 'G')
                || begins(plain, 0xff, 0xd8, 0xff)
                || begins(plain, 'G', 'I', 'F', '8')
                || begins(plain, '%', 'P', 'D', 'F')
                || begins(plain, 'R', 'I', 'F', 'F')
                || begins(plain, 'O', 'g', 'g', 'S')
                || begins(plain, 'I', 'D', '3')
                || begins(plain, 'f', 'L', 'a', 'C')
                || begins(plain, 'w', 'O', 'F', 'F')
                || begins(plain, 'w', 'O', 'F', '2')
                || begins(plain, 0x1a, 0x45, 0xdf, 0xa3) // Matroska, WebM
                || (plain.length > 11 && plain[4] == 'f' && plain[5] == 't' && plain[6] == 'y' && plain[7] == 'p');
    }

    private static boolean isPage(byte[] plain) {
        String text = new String(plain, ISO_8859_1)
                .replaceFirst("^\u00ef\u00bb\u00bf", "")
                .stripLeading();
        return text.length() > 1 && text.charAt(0) == '<' && (text.charAt(1) == '!' || isLetter(text.charAt(1)));
    }

    private static boolean isLetter(char c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    private static boolean beginsWithEvent(byte[] plain) {
        int mark = begins(plain, 0xef, 0xbb, 0xbf) ? 3 : 0;
        String text = new String(plain, mark, Math.min(TELLING, plain.length - mark), ISO_8859_1);
        return EVENTS.stream().anyMatch(text::startsWith);
    }

    static boolean begins(byte[] bytes, int... with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((bytes[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is called like a program, an archive or a disk image. */
    public static boolean isNamedLikeFile(@Nullable String name) {
        return byName(name) != null;
    }

    /** Whether it is called like a program. */
    static boolean isNamedLikeProgram(String name) {
        return byName(name) == FileKind.PROGRAM;
    }

    private static @Nullable FileKind byName(@Nullable String name) {
        return ENDINGS.get(ending(name));
    }

    /** What a name ends in, as the computer takes it; empty for no name. */
    private static String ending(@Nullable String name) {
        if (name == null) {
            return "";
        }
        String plain = name.strip().toLowerCase(Locale.ROOT);
        while (plain.endsWith(".") || plain.endsWith(" ")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        int dot = plain.lastIndexOf('.');
        return dot < 0 ? "" : plain.substring(dot + 1);
    }
}
