package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolgate.testing.Keeps;

/**
 * Journey 1, without photo letters and without log-in at stations: new children come by a roster file, the head asks
 * everybody, parents answer on their phones by a link of their own, one says no, a class of the youngest says yes together,
 * and what the register says is what the filter does. All sites of this journey are http.
 */
@ExtendWith(Stage.Sharing.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@org.junit.jupiter.api.Order(20)
class SeptemberRoundTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final String ROUND = "The newcomers' round";

    private static final String ISLA = "Isla Wintergreen";
    private static final String ISLAS_MOTHER = "fern.wintergreen@families.example";
    private static final String ODHRAN = "Odhran Vale";
    private static final String ODHRANS_FATHER = "cormac.vale@families.example";
    private static final String SITE = "http://animal-facts.example/";

    private final Stage stage;
    private final LocalDate today = LocalDate.now(LONDON);
    private String round = "";

    SeptemberRoundTest(Stage stage) {
        this.stage = stage;
    }

    @Test
    @Order(1)
    void theOfficeSendsTheFileAndSeesWhatItWouldDo() throws IOException {
        var office = stage.atDesk("Mrs Underwood");
        office.navigate(stage.at("/roster/imports"));
        office.locator("#file").setInputFiles(new FilePayload("september.zip", "application/zip", newcomers()));
        office.locator("main form button").first().click();

        assertThat(office.locator("main")).containsText("september.zip");
        assertThat(office.locator("#join")).containsText("Robins");
        assertThat(office.locator("#join")).containsText("Kingfishers");
        assertThat(office.locator("main")).containsText("Wintergreen, Isla");
        assertThat(office.locator("main")).containsText("Vale, Odhran");
        assertThat(office.locator("main")).containsText("Vale, Cormac");
        assertThat(office.locator("#leave")).hasCount(0);
        Browser.look(office, "office-roster-preview-desk");
        office.navigate(stage.at("/people?q=Wintergreen"));
        assertThat(office.locator("main")).not().containsText("Wintergreen, Isla");
        office.context().close();
    }

    @Test
    @Order(2)
    void andAppliesIt() {
        var office = stage.atDesk("Mrs Underwood");
        office.navigate(stage.at("/roster/imports"));
        office.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("september.zip"))
                .first()
                .click();
        office.locator("#go form button").first().click();

        assertThat(office.locator("h1")).containsText("4 people", within(60));
        Browser.look(office, "office-roster-applied-desk");
        office.navigate(stage.at("/people?q=Wintergreen"));
        assertThat(office.locator("main")).containsText("Isla");
        office.context().close();
    }

    @Test
    @Order(3)
    @Keeps("AGR-4")
    void whoHasJustComeIsNotOnline() throws Exception {
        for (var child : new String[] {ISLA, ODHRAN}) {
            var answer = stage.asked(child, SITE);
            assertThat(answer.status()).as(child).isEqualTo(302);
            assertThat(answer.to()).endsWith("/agreement-needed");
        }
    }

    @Test
    @Order(4)
    @Keeps("AGR-2")
    void theHeadAsksEverybody() {
        var head = stage.atDesk("Mrs Lindqvist");
        head.navigate(stage.at("/agreements/rounds"));
        head.locator("main th a").first().click();
        assertThat(head.locator("h1")).containsText("have agreed");
        head.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Close the round"))
                .click();
        head.navigate(stage.at("/agreements/rounds/new"));
        head.locator("#name").fill(ROUND);
        head.locator("#answerBy").fill(today.plusDays(14).toString());
        Browser.look(head, "head-round-new-desk");
        head.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start, and send the letters"))
                .click();

        assertThat(head.locator("main")).containsText("answers are asked for");
        round = head.url().substring(stage.at("").length());
        head.context().close();
    }

    @Test
    @Order(5)
    @Keeps({"AGR-3", "AGR-19", "UX-3"})
    void aParentSignsOnAPhoneByTheLinkOfTheLetter() {
        var phone = letterTo(ISLAS_MOTHER, "Fern", "Isla");
        assertThat(phone.locator("h1")).containsText("before Isla goes online at school");
        stage.sign(
                phone,
                "Fern Wintergreen",
                "parent-ks1",
                words -> assertThat(words)
                        .contains("I tell my teacher if somebody knows it.")
                        .doesNotContain("I keep my password to myself."));
        assertThat(phone.locator("main")).containsText("Then Isla may go online");
        phone.context().close();
    }

    @Test
    @Order(6)
    @Keeps({"AGR-22", "AGR-19"})
    void anotherReadsTheWordsForOlderChildrenAndSaysNo() {
        var phone = letterTo(ODHRANS_FATHER, "Cormac", "Odhran");
        phone.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Start"))
                .click();
        assertThat(phone.locator("main").textContent())
                .contains("I keep my password to myself.")
                .doesNotContain("I tell my teacher if somebody knows it.");
        phone.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Say no, or not now"))
                .click();
        Browser.look(phone, "parent-no-phone");
        phone.locator("form:has(input[value=KS2])").locator("textarea").fill("We want to talk with you first");
        phone.locator("form:has(input[value=KS2]) button").click();
        assertThat(phone.locator("body")).containsText("We have written down your answer.");
        phone.context().close();
    }

    @Test
    @Order(7)
    @Keeps({"AGR-21", "RPT-8"})
    void theChaseListHasThemByClass() {
        var head = stage.atDesk("Mrs Lindqvist");
        head.navigate(stage.at(round));
        assertThat(row(head, "Vale, Odhran")).containsText("Kingfishers");
        assertThat(row(head, "Vale, Odhran")).containsText("said no");
        assertThat(row(head, "Wintergreen, Isla")).containsText("Robins");
        assertThat(row(head, "Wintergreen, Isla")).not().containsText("Fern Wintergreen");
        head.context().close();

        var teacher = stage.atDesk("Mr Hale");
        teacher.navigate(stage.at(round));
        assertThat(row(teacher, "Vale, Odhran")).containsText("said no");
        assertThat(row(teacher, "Wintergreen, Isla")).hasCount(0);
        teacher.context().close();

        var office = stage.atDesk("Mrs Underwood");
        var rows = stage.table(office, round + "/chase.csv");
        assertThat(rows)
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("About", "Vale, Odhran")
                        .containsEntry("Who answers", "Vale, Cormac")
                        .containsEntry("State", "said no"));
        office.context().close();
    }

    @Test
    @Order(8)
    @Keeps({"AGR-20", "ACC-17", "PWD-4"})
    void theYoungestSaysYesInClassAndComesInByPictures() throws Exception {
        var teacher = stage.atDesk("Miss Adeyemi");
        teacher.navigate(stage.at("/agreements/classes"));
        teacher.locator("main a[href^='/agreements/classes/']").first().click();
        Browser.look(teacher, "teacher-class-signing-desk");
        stage.sayYesInClass(teacher, ISLA);
        // signed, but no adult holds a session open
        stage.within(Stage.AT_ONCE, ISLA, SITE, 403);

        stage.openSession(teacher, "Animals");
        Browser.look(teacher, "teacher-session-open-desk");
        teacher.context().close();

        var child = stage.byPicture(ISLA, "ks1");
        assertThat(child.locator("h1")).containsText("Isla");
        Browser.look(child, "ks1-home-desk");
        child.context().close();
        assertThat(stage.within(Stage.AT_ONCE, ISLA, SITE, 200)).contains("otter");
        assertThat(stage.asked(ODHRAN, SITE).status()).isNotEqualTo(200);
    }

    @Test
    @Order(9)
    @Keeps({"ACC-1", "ACC-22", "RPT-5"})
    void theRegisterSaysTheSameByClassAndAsAFile() {
        var office = stage.atDesk("Mrs Underwood");
        office.navigate(stage.at("/register"));
        office.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Robins").setExact(true))
                .click();
        assertThat(row(office, "Wintergreen, Isla")).containsText("May go online");
        assertThat(row(office, "Vale, Odhran")).hasCount(0);
        Browser.look(office, "office-register-class-desk");
        office.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Kingfishers").setExact(true))
                .click();
        assertThat(row(office, "Vale, Odhran")).not().containsText("May go online");

        var rows = stage.table(office, "/register.csv");
        assertThat(rows)
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("Name", "Wintergreen, Isla")
                        .containsEntry("Class", "Robins")
                        .containsEntry("State", "May go online"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("Name", "Vale, Odhran")
                        .containsEntry("Class", "Kingfishers")
                        .hasEntrySatisfying("State", state -> assertThat(state).isNotEqualTo("May go online")));
        office.context().close();
    }

    private static Locator row(Page page, String name) {
        return page.locator("main tbody tr", new Page.LocatorOptions().setHasText(name));
    }

    private static ContainsTextOptions within(int seconds) {
        return new ContainsTextOptions().setTimeout(1_000.0 * seconds);
    }

    /** A parent opens the round's own letter on a phone, once it is there. */
    private Page letterTo(String address, String parent, String child) {
        var phone = stage.browser().phone().newPage();
        stage.awaitLetter(phone, address);
        Browser.look(phone, "parent-letter-phone");
        assertThat(phone.locator("body")).containsText(child);
        stage.followLetter(phone);
        assertThat(phone.locator("h1")).containsText("Hello " + parent);
        return phone;
    }

    /** A bundle of what has changed since the last one: two children and an adult for each. */
    private byte[] newcomers() throws IOException {
        var start = (today.getMonthValue() >= 9 ? today.getYear() : today.getYear() - 1) + "-09-01";
        var files = new LinkedHashMap<String, String>();
        files.put("manifest.csv", """
                propertyName,value
                manifest.version,1.0
                oneroster.version,1.1
                file.academicSessions,delta
                file.classes,delta
                file.enrollments,delta
                file.orgs,delta
                file.users,delta
                """);
        files.put("orgs.csv", """
                sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
                org-1,active,,Greenfield Primary,school,,
                """);
        files.put("academicSessions.csv", """
                sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
                year,active,,The year,schoolYear,%s,,,
                """.formatted(start));
        files.put("classes.csv", """
                sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds
                class-1,active,,Robins,,,,homeroom,,org-1,year
                class-13,active,,Kingfishers,,,,homeroom,,org-1,year
                """);
        files.put("users.csv", """
                sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
                isla,active,,TRUE,org-1,student,isla.w,,Isla,Wintergreen,,,,,,fern,Y1,never-read-1
                odhran,active,,TRUE,org-1,student,odhran.v,,Odhran,Vale,,,,,,cormac,Y6,never-read-2
                fern,active,,TRUE,org-1,parent,fern.w,,Fern,Wintergreen,,,%s,,,isla,,never-read-3
                cormac,active,,TRUE,org-1,parent,cormac.v,,Cormac,Vale,,,%s,,,odhran,,never-read-4
                """.formatted(ISLAS_MOTHER, ODHRANS_FATHER));
        files.put("enrollments.csv", """
                sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
                e-1,active,,class-1,org-1,isla,student,,,
                e-2,active,,class-13,org-1,odhran,student,,,
                """);
        return zipped(files);
    }

    private static byte[] zipped(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
