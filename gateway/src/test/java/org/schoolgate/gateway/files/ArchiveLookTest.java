package org.schoolgate.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.schoolgate.testing.Keeps;

class ArchiveLookTest {
    static final byte[] PROGRAM = {'M', 'Z', 1, 2};
    static final byte[] TEXT = "what is written here".getBytes(UTF_8);

    static final Contents HARMLESS = new Contents.Harmless(false);
    static final Contents STRANGE = new Contents.Closed(Examined.Lock.STRANGE);
    static final Contents TOO_MUCH = new Contents.Closed(Examined.Lock.TOO_MUCH);
    static final Contents LOCKED = new Contents.Closed(Examined.Lock.LOCKED);

    static Contents look(byte[] archive) throws Exception {
        return ArchiveLook.look(new ByteArrayInputStream(archive), null);
    }

    static Contents program(String name) {
        return new Contents.Program(name);
    }

    /** Names and what they stand for, in turns; packed as a program writes it that does not know sizes before. */
    static byte[] zip(Object... files) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < files.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) files[i]));
                zip.write((byte[]) files[i + 1]);
            }
        }
        return out.toByteArray();
    }

    /** The same, not packed at all. */
    static byte[] stored(Object... files) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < files.length; i += 2) {
                byte[] file = (byte[]) files[i + 1];
                ZipEntry entry = new ZipEntry((String) files[i]);
                CRC32 sum = new CRC32();
                sum.update(file);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(file.length);
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(file);
            }
        }
        return out.toByteArray();
    }

    static byte[] tar(Object... files) throws Exception {
        byte[][] parts = new byte[files.length / 2][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = part('0', (String) files[2 * i], (byte[]) files[2 * i + 1]);
        }
        return tarOf(parts);
    }

    static byte[] tarOf(byte[]... parts) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.write(part);
        }
        out.write(new byte[1024]);
        return out.toByteArray();
    }

    /** A head of that kind and what it is about. */
    static byte[] part(char kind, String name, byte[] bytes) {
        byte[] part = Arrays.copyOf(new byte[512], 512 + (bytes.length + 511) / 512 * 512);
        put(part, 0, name);
        put(part, 124, "%011o".formatted(bytes.length));
        put(part, 148, "        ");
        part[156] = (byte) kind;
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += part[i] & 0xff;
        }
        put(part, 148, "%06o\0".formatted(sum));
        System.arraycopy(bytes, 0, part, 512, bytes.length);
        return part;
    }

    /** What an extended head says in these lines, each of which begins with its length. */
    static byte[] told(char kind, String... lines) {
        StringBuilder said = new StringBuilder();
        for (String line : lines) {
            int digits = line.length() + 3 < 10 ? 1 : 2;
            said.append(line.length() + 2 + digits).append(' ').append(line).append('\n');
        }
        return part(kind, "head", said.toString().getBytes(ISO_8859_1));
    }

    static byte[] longName(char kind, String name) {
        return part(kind, "././@LongLink", (name + "\0").getBytes(ISO_8859_1));
    }

    private static void put(byte[] head, int at, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        System.arraycopy(bytes, 0, head, at, bytes.length);
    }

    static byte[] gzip(byte[] bytes) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /** A few bytes in another's place, wherever those are. */
    static byte[] instead(byte[] bytes, String from, String to) {
        return new String(bytes, ISO_8859_1).replace(from, to).getBytes(ISO_8859_1);
    }

    @Test
    @Keeps("FIL-16")
    void aProgramInAnArchiveIsFoundWhereverItIs() throws Exception {
        assertThat(look(zip("a.txt", TEXT, "games/maze.png", PROGRAM))).isEqualTo(program("maze.png"));
        assertThat(look(stored("a.txt", TEXT, "x/run me.bat", TEXT))).isEqualTo(program("run_me.bat"));
        assertThat(look(tar("a.txt", TEXT, "b", PROGRAM))).isEqualTo(program("b"));
        assertThat(look(gzip(tar("a.txt", TEXT, "b.sh", TEXT)))).isEqualTo(program("b.sh"));
        assertThat(look(zip("a.zip", stored("b.tgz", gzip(tar("c.dat", PROGRAM))))))
                .isEqualTo(program("c.dat"));
        assertThat(look(zip("mimetype", TEXT, "game.exe", PROGRAM))).isEqualTo(program("game.exe"));
        assertThat(look(gzip(PROGRAM))).isEqualTo(program("unnamed"));
    }

    @Test
    @Keeps("FIL-16")
    void aFileInATarIsCalledWhatTarCallsIt() throws Exception {
        byte[] file = part('0', "n", TEXT);
        assertThat(look(tarOf(told('x', "comment=a\n12 path=ok.txt", "path=evil.bat"), file)))
                .as("a line within what is said is none")
                .isEqualTo(program("evil.bat"));
        assertThat(look(tarOf(told('x', "path=ok.txt", "path=evil.bat"), file)))
                .as("what is said last counts")
                .isEqualTo(program("evil.bat"));
        assertThat(look(tarOf(longName('L', "evil.bat"), longName('K', "anything"), file)))
                .as("the name of what is linked is not its own")
                .isEqualTo(program("evil.bat"));
        assertThat(look(tarOf(longName('L', "evil.bat\0.txt"), file))).isEqualTo(program("evil.bat"));
        assertThat(look(tarOf(told('x', "size=512"), longName('L', "evil.bat"), part('0', "n", new byte[512]))))
                .as("a size that is said is the file's")
                .isEqualTo(program("evil.bat"));
        assertThat(look(tarOf(part('0', "a.txt", TEXT), part('1', "evil.bat", new byte[0]))))
                .as("a link is what it links to, by another name")
                .isEqualTo(program("evil.bat"));
        assertThat(look(tarOf(told('g', "comment=a\n12 path=ok.txt"), told('x', "mtime=1"), longName('K', "a"), file)))
                .isEqualTo(HARMLESS);
        assertThat(look(tarOf(part('5', "a/", new byte[0]), part('2', "a/b.txt", new byte[0]), file)))
                .isEqualTo(HARMLESS);
    }

    @Test
    @Keeps("FIL-16")
    void aTarThatEverybodyReadsInTheirOwnWayIsStrange() throws Exception {
        byte[] file = part('0', "n", TEXT);
        for (String said : new String[] {
            "99 path=ok.txt\n", "path=ok.txt\n", "0 \n", "15 path=ok.txt", "12 path=ok.txt\n", "9 nothing\n", "x"
        }) {
            assertThat(look(tarOf(part('x', "head", said.getBytes(ISO_8859_1)), file)))
                    .as(said)
                    .isEqualTo(STRANGE);
        }
        assertThat(look(tarOf(told('x', "path="), file))).isEqualTo(STRANGE);
        assertThat(look(tarOf(told('x', "path=evil.bat\0.txt"), file))).isEqualTo(STRANGE);
        assertThat(look(tarOf(told('x', "size=-1"), file))).isEqualTo(STRANGE);
        assertThat(look(tarOf(told('g', "path=evil.bat"), file))).isEqualTo(STRANGE);
        assertThat(look(tarOf(told('g', "size=4"), file))).isEqualTo(STRANGE);
        assertThat(look(tarOf(longName('L', "evil.bat"), told('g', "comment=a"), file)))
                .isEqualTo(STRANGE);
        assertThat(look(tarOf(longName('L', "evil.bat"), longName('L', "ok.txt"), file)))
                .isEqualTo(STRANGE);
        assertThat(look(tarOf(longName('L', "ok.txt"), told('x', "path=evil.bat"), file)))
                .isEqualTo(STRANGE);
        assertThat(look(tarOf(longName('L', "evil.bat"), part('A', "n", TEXT), file)))
                .isEqualTo(STRANGE);
        assertThat(look(tarOf(told('x', "GNU.sparse.name=evil.bat"), file))).isEqualTo(STRANGE);
        assertThat(look(tarOf(part('5', "a/", new byte[512]), file)))
                .as("a folder with bytes")
                .isEqualTo(STRANGE);
    }

    @Test
    void whatHoldsNoProgramIsHarmless() throws Exception {
        byte[] picture = {(byte) 0x89, 'P', 'N', 'G'};
        assertThat(look(zip("a.txt", TEXT, "b/", new byte[0], "b/c.png", picture)))
                .isEqualTo(HARMLESS);
        assertThat(look(stored("mimetype", TEXT, "a.xml", TEXT))).isEqualTo(HARMLESS);
        assertThat(look(stored())).isEqualTo(HARMLESS);
        assertThat(look(tar("a.txt", TEXT, "b.txt", new byte[3_000]))).isEqualTo(HARMLESS);
        assertThat(look(gzip(TEXT))).isEqualTo(HARMLESS);
        assertThat(look(zip("a.zip", zip("b.txt", TEXT), "c.txt", TEXT))).isEqualTo(HARMLESS);
        assertThat(look(zip("[Content_Types].xml", TEXT, "word/vbaProject.bin", TEXT)))
                .isEqualTo(new Contents.Harmless(true));
        assertThat(look(zip("long.txt", "long ".repeat(400_000).getBytes(UTF_8))))
                .isEqualTo(HARMLESS);
    }

    /** What other programs write, in the order in which they write it. */
    @Test
    void whatOtherProgramsPackIsReadAsTheyMeantIt() throws Exception {
        Process python = new ProcessBuilder("python3", "-c", """
                import io, sys, tarfile, zipfile
                class Pipe(io.RawIOBase):
                    def __init__(self): self.bytes = bytearray()
                    def writable(self): return True
                    def write(self, some): self.bytes += some; return len(some)
                def sent(bytes): sys.stdout.buffer.write(len(bytes).to_bytes(4, 'big') + bytes)
                for how in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
                    for name in ('note.txt', 'game.exe'):
                        out = Pipe()
                        with zipfile.ZipFile(out, 'w', how) as z:
                            z.writestr('a/b.txt', 'text' * 1000)
                            with z.open('big.txt', 'w', force_zip64=True) as big: big.write(b'text' * 1000)
                            z.writestr(name, 'text')
                        sent(bytes(out.bytes))
                for format in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
                    for name in ('note.txt', 'g' * 150 + '.exe'):
                        if format == tarfile.USTAR_FORMAT: name = name[-80:]
                        out = io.BytesIO()
                        with tarfile.open(fileobj=out, mode='w:gz', format=format) as t:
                            for one in ('\\u00e4.txt', name):
                                info = tarfile.TarInfo(one); info.size = 4
                                t.addfile(info, io.BytesIO(b'text'))
                        sent(out.getvalue())
                """).start();
        try (var in = new DataInputStream(python.getInputStream())) {
            for (String how : new String[] {"stored", "deflated", "bzip2", "ustar", "gnu", "pax"}) {
                Contents harmless = look(in.readNBytes(in.readInt()));
                Contents bad = look(in.readNBytes(in.readInt()));
                assertThat(harmless).as(how).isEqualTo(how.equals("bzip2") ? STRANGE : HARMLESS);
                if (how.equals("bzip2")) {
                    assertThat(bad).isEqualTo(STRANGE);
                } else {
                    assertThat(bad).as(how).isInstanceOf(Contents.Program.class);
                }
            }
        }
        assertThat(python.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatCannotBeLookedIntoSaysSo() throws Exception {
        byte[] good = stored("a.txt", TEXT, "b.txt", TEXT);
        byte[] locked = good.clone();
        locked[6] |= 1;
        assertThat(look(locked)).isEqualTo(LOCKED);
        byte[] other = good.clone();
        other[8] = 9;
        assertThat(look(other)).as("packed in another way").isEqualTo(STRANGE);
        assertThat(look("7z\274\257\47\34 and so on".getBytes(ISO_8859_1))).isEqualTo(STRANGE);
        assertThat(look(zip("a.rar", "Rar!\32\7\1\0".getBytes(ISO_8859_1)))).isEqualTo(STRANGE);
        assertThat(look(Arrays.copyOf(good, good.length - 30))).as("cut off").isEqualTo(STRANGE);
        assertThat(look(Arrays.copyOf(good, good.length + 3)))
                .as("something behind it")
                .isEqualTo(STRANGE);
        assertThat(look(instead(good, "PK\1\2", "PK\1\3"))).isEqualTo(STRANGE);
        String text = new String(good, ISO_8859_1);
        int listed = text.lastIndexOf("b.txt");
        byte[] renamed = good.clone();
        System.arraycopy("b.exe".getBytes(ISO_8859_1), 0, renamed, listed, 5);
        assertThat(look(renamed)).as("the directory calls it something else").isEqualTo(STRANGE);
        byte[] elsewhere = good.clone();
        elsewhere[text.lastIndexOf("PK\1\2") + 42]++;
        assertThat(look(elsewhere)).as("or finds it elsewhere").isEqualTo(STRANGE);
    }

    @Test
    void whatGrowsOrGoesOnWithoutEndIsTooMuch() throws Exception {
        byte[] deep = TEXT;
        for (int i = 0; i < 6; i++) {
            deep = zip("a.zip", deep);
        }
        assertThat(look(deep)).isEqualTo(TOO_MUCH);
        Object[] many = new Object[2 * (ArchiveLook.MOST_FILES + 1)];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "f" + i;
            many[i + 1] = new byte[0];
        }
        assertThat(look(stored(many))).isEqualTo(TOO_MUCH);
        byte[] zeros = new byte[(int) ArchiveLook.UNPACKED_FREE + (1 << 20)];
        assertThat(look(zip("zeros.txt", zeros))).isEqualTo(TOO_MUCH);
        assertThat(look(gzip(tar("zeros.txt", zeros)))).isEqualTo(TOO_MUCH);
    }
}
