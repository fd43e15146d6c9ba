package org.schoolgate.agreements.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.schoolgate.testing.Keeps;

/** What a school's policy has to tell people stands in the words that they read and sign before they go online. */
class WhatSignersReadTest {
    private final Library library = Library.ours();

    /** The agreement as it is composed until a school chooses otherwise, the parts of all its signers. */
    private String read(Audience audience) {
        var text = library.compose(audience, library.usual(audience));
        return audience.parts().stream().flatMap(text::spoken).collect(Collectors.joining("\n"));
    }

    @Test
    @Keeps("MON-1")
    void everybodyIsToldWhatTheSchoolSees() {
        assertThat(read(Audience.EYFS)).contains("My teacher can see what I do.");
        assertThat(read(Audience.KS1)).contains("Grown-ups at school can see what I do online.");
        assertThat(read(Audience.KS2)).contains("The school checks the sites I visit, my files and my messages.");
        assertThat(read(Audience.STAFF)).contains("The school monitors the use of its systems, accounts, files");
        assertThat(read(Audience.OTHER_ADULT)).contains("The school monitors the use of its systems, accounts, files");
        assertThat(read(Audience.PARENT)).contains("The school keeps a record of what I answer here");
    }

    @Test
    @Keeps("MON-17")
    void pupilsAreToldInWordsOfTheirAgeWhyItIsChecked() {
        assertThat(read(Audience.KS1)).contains("can see what I do online. That helps keep me safe.");
        assertThat(read(Audience.KS2)).contains("It does this to keep us all safe.");
    }

    @Test
    @Keeps("MON-16")
    void staffAreToldThatPersonalUseIsSeenToo() {
        assertThat(read(Audience.STAFF))
                .contains("anything personal. If I may, I know that the school may still open what I send and receive");
    }

    @Test
    @Keeps("EML-11")
    void everyUserIsToldThatMailIsNotPrivate() {
        for (var adult : new Audience[] {Audience.STAFF, Audience.OTHER_ADULT}) {
            assertThat(read(adult))
                    .contains("I know that mail is not private")
                    .contains("Messages may be opened for the school's own named purposes");
        }
        assertThat(read(Audience.KS2)).contains("my files and my messages");
    }

    @Test
    @Keeps("SAN-8")
    void pupilsAndStaffAreToldWhatMayFollow() {
        assertThat(read(Audience.KS1)).contains("my teacher may stop my turn");
        assertThat(read(Audience.KS2))
                .contains("my teacher talks to me and may tell my parents")
                .contains("do less online or stop for a while");
        assertThat(read(Audience.STAFF)).contains("disciplinary action, up to dismissal");
    }

    @Test
    @Keeps("SGD-13")
    void whatIsDoneOutOfSchoolCountsToo() {
        assertThat(read(Audience.KS2))
                .contains("This counts for things I do out of school too.")
                .contains("behaviour policy, which also covers what happens online out of school");
    }

    @Test
    @Keeps("FIL-22")
    void noFilterIsPromisedToBeComplete() {
        assertThat(read(Audience.KS2))
                .contains("The school's filter stops most bad pages, but not all.")
                .contains("No filter is perfect");
        assertThat(read(Audience.STAFF)).contains("Filtering cannot rule out that something unsuitable is seen.");
    }

    @Test
    @Keeps("IMG-27")
    void whoFindsAPictureRespectsWhoseItIs() {
        assertThat(read(Audience.STAFF)).contains("I respect copyright and other people's work: in searches, copies");
        assertThat(read(Audience.KS2)).contains("I do not copy other people's words, music or pictures");
    }

    @Test
    @Keeps("IMG-5")
    void parentsPromiseToKeepPicturesOfOtherChildrenPrivate() {
        assertThat(read(Audience.PARENT))
                .contains("Pictures that I take at a school event are for my family only")
                .contains("never on social media when other children are in them");
    }

    @Test
    @Keeps("SOC-22")
    void staffSpeakForThemselvesAndNotOfPeopleAtSchool() {
        assertThat(read(Audience.STAFF))
                .contains(
                        "I do not write about my role, the school, its pupils, parents, staff or their personal matters")
                .contains("I do not give them as those of the school or the authority")
                .contains("does not harm my work, anybody's reputation or the good name of the school")
                .contains("tell the head teacher or a senior leader");
    }

    @Test
    @Keeps("SOC-23")
    void staffKeepTheirWorkAddressOutOfTheirOwnAccounts() {
        assertThat(read(Audience.STAFF)).contains("do not use my work address for social accounts");
    }

    @Test
    @Keeps("SOC-24")
    void staffPublishProfessionallyAndSeeToTheirPupils() {
        assertThat(read(Audience.STAFF))
                .contains(
                        "use and publish digital content safely and professionally, and encourage good habits in others")
                .contains("I answer for what I do online and for what the pupils in my care do.");
    }

    @Test
    @Keeps("PHN-7")
    void staffConfirmThatTheirFamilyHasTheSchoolsNumber() {
        assertThat(read(Audience.STAFF)).contains("My family has the school's number for emergencies.");
    }

    @Test
    @Keeps("PHN-12")
    void nothingIllegalComesInOnSomebodysOwnDevice() {
        for (var adult : new Audience[] {Audience.STAFF, Audience.OTHER_ADULT}) {
            assertThat(read(adult)).contains("nothing inappropriate or illegal comes in on a device of mine");
        }
    }

    @Test
    @Keeps("PHN-13")
    void theSchoolIsNotLiableForWhatPeopleBring() {
        assertThat(read(Audience.STAFF)).contains("The school is not liable for devices of mine");
        assertThat(read(Audience.KS2)).contains("It is not liable for devices that belong to families.");
    }

    @Test
    @Keeps("PHN-14")
    void staffReadWhereATelephoneIsNeverUsed() {
        assertThat(read(Audience.STAFF))
                .contains("where there are no children, and never in lessons, toilets or changing rooms");
    }

    @Test
    @Keeps("PHN-15")
    void telephonesAreOffOrSilent() {
        assertThat(read(Audience.STAFF)).contains("In school my telephone is off or silent");
        assertThat(read(Audience.OTHER_ADULT)).contains("I keep my telephone silent and out of sight");
    }

    @Test
    @Keeps("DEV-9")
    void whoHasATabletTakesCareOfIt() {
        assertThat(read(Audience.DEVICE))
                .contains("I keep it in its case, spare the screen, clean it with a soft cloth")
                .contains("keep it from heat and cold, and charge it");
    }

    @Test
    @Keeps("DEV-15")
    void theCameraOfADeviceIsForSchoolAndUnderTheRulesForPictures() {
        assertThat(read(Audience.STAFF))
                .contains("I use its camera with judgement, as the policy on devices says.")
                .contains("Each picture has a clear purpose");
    }

    @Test
    @Keeps("DEV-29")
    void theInternetAtHomeIsOnesOwn() {
        assertThat(read(Audience.DEVICE)).contains("My internet connection at home is my own affair and cost.");
    }

    @Test
    @Keeps({"RML-7", "SGD-7"})
    void theProtocolForLearningAtHomeIsWhole() {
        assertThat(read(Audience.STAFF))
                .contains("I use only approved platforms, no social media with pupils")
                .contains("none of my own contact details, and stay professional")
                .contains("I remind families of how to stay safe online")
                .contains("ask of each what its circumstances allow")
                .contains("I check every resource first")
                .contains("ask for guidance or tell the support team when I am unsure")
                .contains("Copyright and data law hold at home too.")
                .contains("I keep log-ins confidential")
                .contains("look out for signs that a child is at risk, and tell the safeguarding lead without delay")
                .contains("I arrange no meetings in person, and no work is brought to anybody's home.");
    }
}
