package org.schoolgate.roster.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.schoolgate.roster.imports.Fixtures.TODAY;
import static org.schoolgate.roster.imports.Fixtures.utf8;
import static org.schoolgate.roster.imports.Fixtures.zip;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosterFilesTest {
    @Test
    void whatIsNoRosterSaysWhatItIs() {
        assertThat(fault(new byte[0])).isEqualTo(Fault.EMPTY);
        assertThat(fault(utf8("   \n\n"))).isEqualTo(Fault.EMPTY);
        assertThat(fault(utf8("%PDF-1.7 ..."))).isEqualTo(Fault.PDF);
        assertThat(fault(utf8("<!DOCTYPE html><title>Sign in</title>"))).isEqualTo(Fault.WEB_PAGE);
        assertThat(fault(utf8("\uFEFF<?xml version=\"1.0\"?><CTfile/>"))).isEqualTo(Fault.XML);
        assertThat(fault(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0}))
                .isEqualTo(Fault.OLD_EXCEL);
        assertThat(fault(zip(Map.of("[Content_Types].xml", utf8("<x/>"), "xl/workbook.xml", utf8("<x/>")))))
                .isEqualTo(Fault.EXCEL);
        assertThat(fault(new byte[] {1, 2, 0, 3, 44, 0, 44, 10})).isEqualTo(Fault.NOT_TEXT);
        assertThat(fault(utf8("Priya Nair\nTom Whitlock\n"))).isEqualTo(Fault.ONE_COLUMN);
        assertThat(fault(utf8("Surname,Forename,Year\n"))).isEqualTo(Fault.NO_ROWS);
        assertThat(fault(new byte[Limits.UPLOAD + 1])).isEqualTo(Fault.TOO_LARGE);
    }

    @Test
    void anOpenQuotationMarkIsFoundByItsLine() {
        var reading = RosterFiles.read(
                "x.csv", utf8("Surname,Forename,Year\nNair,Priya,6\nO\"Neill,\"Zoë,3\nTate,Oscar,1\n"), TODAY);

        assertThat(reading).isEqualTo(new Reading.Unusable(Fault.UNCLOSED_QUOTE, List.of("3")));
    }

    @Test
    void aTableInAZipIsReadLikeATable() {
        var reading = RosterFiles.read(
                "x.zip", zip(Map.of("export/pupils.csv", utf8("Surname,Forename,Year\nNair,Priya,6\n"))), TODAY);

        assertThat(reading).isInstanceOf(Reading.OwnTable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../users.csv", "a/../../users.csv", "/etc/users.csv", "C:users.csv", "..\\users.csv"})
    void aNameThatLeavesTheZipIsRefused(String name) {
        assertThat(fault(zip(Map.of(name, utf8("x"))))).isEqualTo(Fault.ZIP_UNSAFE_NAME);
    }

    @Test
    void aZipBombIsRefusedBeforeItIsUnpacked() {
        var zeros = new byte[8 << 20];
        var bombs = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 20; i++) {
            bombs.put("part%d.csv".formatted(i), zeros);
        }
        var bomb = zip(bombs);

        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(fault(bomb)).isEqualTo(Fault.ZIP_BOMB);
    }

    @Test
    void aZipOfVeryManyPartsIsRefused() {
        var parts = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i <= Limits.ZIP_PARTS; i++) {
            parts.put("part%d.csv".formatted(i), utf8("x"));
        }
        assertThat(fault(zip(parts))).isEqualTo(Fault.ZIP_BOMB);
    }

    @Test
    void aPartThatComesTwiceIsRefused() {
        assertThat(fault(zip(Map.of("users.csv", utf8("a"), "Users.csv", utf8("b")))))
                .isEqualTo(Fault.ZIP_PART_TWICE);
    }

    @Test
    void aBrokenZipIsRefused() {
        var whole = Fixtures.bundle("oneroster-1.1-full");

        assertThat(fault(utf8("PK\3\4 and then nothing"))).isEqualTo(Fault.ZIP_BROKEN);
        assertThat(fault(Arrays.copyOf(whole, whole.length / 2))).isEqualTo(Fault.ZIP_BROKEN);
    }

    @Test
    void aBundleMustKeepWhatItsManifestPromises() {
        var parts = Fixtures.parts("oneroster-1.1-full");
        parts.remove("enrollments.csv");
        assertThat(RosterFiles.read("x.zip", zip(parts), TODAY))
                .isEqualTo(new Reading.Unusable(Fault.PART_MISSING, List.of("enrollments.csv")));

        parts = Fixtures.parts("oneroster-1.1-full");
        parts.put("manifest.csv", utf8("propertyName,value\noneroster.version,2.0\nfile.users,bulk\n"));
        assertThat(RosterFiles.read("x.zip", zip(parts), TODAY))
                .isEqualTo(new Reading.Unusable(Fault.MANIFEST_VERSION, List.of("2.0")));

        parts = Fixtures.parts("oneroster-1.1-full");
        parts.put("users.csv", utf8("sourcedId,givenName\nu-1,Priya\n"));
        assertThat(RosterFiles.read("x.zip", zip(parts), TODAY))
                .isEqualTo(new Reading.Unusable(Fault.COLUMN_MISSING, List.of("users.csv", "familyName")));
    }

    @Test
    void noBytesMakeTheReaderThrow() {
        var random = new Random(11);
        var seeds = List.of(
                Fixtures.bundle("oneroster-1.2-full"),
                utf8("Surname,Forename,Year,DOB\nNair,\"Pri\"\"ya\",6,1/2/2020\nWhitlock,Tom,5,31/02/2020\n"));
        var read = 0;
        for (int n = 0; n < 1_500; n++) {
            var bytes = seeds.get(n % seeds.size()).clone();
            for (int k = random.nextInt(8); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            var reading = RosterFiles.read("fuzz", bytes, TODAY);
            if (reading instanceof Reading.OwnTable(var table)) {
                OwnTableReader.read(table, MappingGuess.of(table.headings()), TODAY);
            }
            read++;
        }
        assertThat(read).isEqualTo(1_500);
    }

    private static Fault fault(byte[] bytes) {
        return RosterFiles.read("x", bytes, TODAY) instanceof Reading.Unusable unusable
                ? unusable.fault()
                : fail("was taken");
    }
}
