package org.schoolgate.roster.imports;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** The CSV parts of a zip, unpacked in memory within {@link Limits}; nothing is ever written under a name it gives. */
final class ZipBundle {
    private final Map<String, byte[]> parts = new LinkedHashMap<>();
    private long unpacked;
    private boolean workbook;

    private ZipBundle() {}

    static ZipBundle open(byte[] zip) throws UnusableFile {
        var bundle = new ZipBundle();
        try (var stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
            bundle.unpack(stream, zip.length);
        } catch (ZipException e) {
            var locked = String.valueOf(e.getMessage()).contains("encrypted");
            throw new UnusableFile(locked ? Fault.ZIP_LOCKED : Fault.ZIP_BROKEN);
        } catch (IOException | IllegalArgumentException _) {
            throw new UnusableFile(Fault.ZIP_BROKEN);
        }
        return bundle;
    }

    /** The part of that name, whatever its case. */
    Optional<byte[]> part(String name) {
        return Optional.ofNullable(parts.get(name.toLowerCase(Locale.ROOT)));
    }

    boolean has(String name) {
        return parts.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** The only part there is, when there is only one. */
    Optional<Map.Entry<String, byte[]>> only() {
        return parts.size() == 1 ? Optional.of(parts.entrySet().iterator().next()) : Optional.empty();
    }

    /** Whether it is what Excel writes, which is a zip too. */
    boolean isWorkbook() {
        return workbook;
    }

    private void unpack(ZipInputStream stream, long packed) throws IOException, UnusableFile {
        var entries = 0;
        for (var entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
            if (++entries > Limits.ZIP_PARTS) {
                throw new UnusableFile(Fault.ZIP_BOMB);
            }
            var name = nameOf(entry);
            workbook |= name.equals("[content_types].xml");
            var bytes = unpackOne(stream, packed);
            if (entry.isDirectory() || isOfNoUse(name)) {
                continue;
            }
            if (parts.put(name, bytes) != null) {
                throw new UnusableFile(Fault.ZIP_PART_TWICE, name);
            }
        }
        if (entries == 0) {
            throw new UnusableFile(Fault.ZIP_BROKEN);
        }
    }

    /** Reads to the end of the part, however little of it is wanted: the stream would otherwise do so without limit. */
    private byte[] unpackOne(ZipInputStream stream, long packed) throws IOException, UnusableFile {
        var bytes = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
            unpacked += n;
            bytes.write(buffer, 0, n);
            if (unpacked > Limits.UNPACKED || (unpacked > Limits.RATIO_FREE && unpacked > Limits.RATIO * packed)) {
                throw new UnusableFile(Fault.ZIP_BOMB);
            }
        }
        return bytes.toByteArray();
    }

    private static String nameOf(ZipEntry entry) throws UnusableFile {
        var name = entry.getName();
        if (name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || name.contains("\0")
                || ("/" + name + "/").contains("/../")) {
            throw new UnusableFile(Fault.ZIP_UNSAFE_NAME, Characters.tidy(name));
        }
        return name.toLowerCase(Locale.ROOT).replaceFirst("^.*/(?=[^/])", "");
    }

    private static boolean isOfNoUse(String name) {
        return !name.endsWith(".csv") || name.startsWith(".") || name.startsWith("__");
    }
}
