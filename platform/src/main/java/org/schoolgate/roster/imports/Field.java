package org.schoolgate.roster.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a column of a school's own table may mean, with the headings by which it is recognised. */
public enum Field {
    IGNORED(Of.NOBODY),
    UPN(Of.PUPIL, "upn", "uniquepupilnumber", "pupilupn", "studentupn", "upnnumber"),
    LOCAL_ID(
            Of.ANYBODY,
            "admissionnumber",
            "admno",
            "admissionno",
            "adno",
            "pupilid",
            "studentid",
            "pupilnumber",
            "misid",
            "id",
            "externalid",
            "personid",
            "staffcode",
            "staffid",
            "staffnumber",
            "employeenumber",
            "payrollnumber"),
    FAMILY_NAME(
            Of.ANYBODY,
            "surname",
            "familyname",
            "lastname",
            "legalsurname",
            "legallastname",
            "legalfamilyname",
            "pupilsurname",
            "studentsurname",
            "preferredsurname",
            "secondname"),
    GIVEN_NAME(
            Of.ANYBODY,
            "forename",
            "firstname",
            "givenname",
            "legalforename",
            "legalfirstname",
            "legalgivenname",
            "pupilforename",
            "studentforename",
            "forenames",
            "christianname"),
    KNOWN_AS(
            Of.ANYBODY,
            "preferredforename",
            "preferredname",
            "preferredfirstname",
            "preferredgivenname",
            "knownas",
            "chosenname"),
    FULL_NAME(
            Of.ANYBODY,
            "name",
            "fullname",
            "pupilname",
            "studentname",
            "legalname",
            "pupil",
            "student",
            "staffname",
            "legalfullname",
            "surnameforename"),
    TITLE(Of.STAFF, "title", "salutation"),
    DATE_OF_BIRTH(Of.ANYBODY, "dateofbirth", "dob", "birthdate", "birthday", "dateofbirthddmmyyyy", "pupildob"),
    YEAR_GROUP(Of.PUPIL, "yeargroup", "year", "nationalcurriculumyear", "ncyear", "ncyearactual", "yr", "yearcode"),
    CLASS(
            Of.ANYBODY,
            "class",
            "registrationgroup",
            "reggroup",
            "reg",
            "registrationform",
            "form",
            "tutorgroup",
            "classname",
            "tutorform",
            "registration",
            "formgroup",
            "regform"),
    JOB(Of.STAFF, "role", "job", "jobtitle", "post", "position", "staffrole", "stafftype"),
    EMAIL(
            Of.STAFF,
            "email",
            "emailaddress",
            "workemail",
            "schoolemail",
            "mainemail",
            "mail",
            "primaryemail",
            "emailwork"),
    PHONE(Of.STAFF, "phone", "telephone", "mobile", "mobilephone", "workphone", "mobilenumber", "phonenumber", "tel"),
    STARTS(
            Of.ANYBODY,
            "startdate",
            "dateofadmission",
            "admissiondate",
            "entrydate",
            "datejoined",
            "joiningdate",
            "doa",
            "dateofentry",
            "enrolmentdate"),
    LEAVES(Of.ANYBODY, "leavingdate", "dateofleaving", "dateleft", "enddate", "dol", "leftdate"),
    ON_ROLL(Of.ANYBODY, "onroll", "active", "current", "enabled", "isactive", "onrollflag"),
    HAS_LEFT(Of.ANYBODY, "leaver", "isleaver", "hasleft", "left"),

    CONTACT_NAME(Of.CONTACT, "", "name", "fullname", "names"),
    CONTACT_TITLE(Of.CONTACT, "title", "salutation"),
    CONTACT_GIVEN_NAME(Of.CONTACT, "forename", "firstname", "givenname", "first", "forenames"),
    CONTACT_FAMILY_NAME(Of.CONTACT, "surname", "familyname", "lastname", "last", "secondname"),
    CONTACT_RELATION(
            Of.CONTACT, "relationship", "relation", "relationshiptopupil", "relationtochild", "relationshiptochild"),
    CONTACT_RESPONSIBILITY(
            Of.CONTACT,
            "parentalresponsibility",
            "pr",
            "hasparentalresponsibility",
            "parentresponsibility",
            "responsibility",
            "legalresponsibility"),
    CONTACT_ORDER(Of.CONTACT, "priority", "order", "contactorder", "contactpriority", "callorder"),
    CONTACT_LIVES_WITH(
            Of.CONTACT,
            "liveswith",
            "liveswithpupil",
            "livesatpupiladdress",
            "samehousehold",
            "pupilliveswith",
            "sameaddress",
            "liveswithchild",
            "residentwith"),
    CONTACT_EMAIL(Of.CONTACT, "email", "emailaddress", "mainemail", "homeemail", "mail", "emailhome"),
    CONTACT_PHONE(
            Of.CONTACT,
            "mobile",
            "phone",
            "telephone",
            "mobilephone",
            "mobilenumber",
            "phonenumber",
            "hometelephone",
            "homephone",
            "tel",
            "telephonenumber",
            "maintelephone",
            "number"),
    CONTACT_COURT_ORDER(Of.CONTACT, "courtorder", "courtordernote", "courtorders", "legalorder"),
    CONTACT_CONFLICT(Of.CONTACT, "conflict", "conflictnote", "dispute"),
    CONTACT_NOTE(Of.CONTACT, "note", "notes", "comment", "comments");

    /** Whom a column speaks of. */
    enum Of {
        NOBODY,
        PUPIL,
        STAFF,
        ANYBODY,
        CONTACT
    }

    private final Of whom;
    /** Compact headings, which hold no blanks, each between two. */
    private final String headings;

    Field(Of whom, String... headings) {
        this.whom = whom;
        this.headings = " " + String.join(" ", headings) + " ";
    }

    /** Whether a row says it several times, once for each contact of a pupil. */
    public boolean isOfContact() {
        return whom == Of.CONTACT;
    }

    /** What the columns of a list of pupils, or of staff, may mean. */
    public static List<Field> of(Listed listed) {
        return Arrays.stream(values()).filter(field -> field.fits(listed)).toList();
    }

    boolean fits(Listed listed) {
        return switch (whom) {
            case NOBODY, ANYBODY -> true;
            case PUPIL, CONTACT -> listed == Listed.PUPILS;
            case STAFF -> listed == Listed.STAFF;
        };
    }

    private boolean goesBy(String compactHeading) {
        return headings.contains(" " + compactHeading + " ");
    }

    /** The field of a person that goes by this heading. */
    static Optional<Field> ofPerson(String compactHeading, Listed listed) {
        return Arrays.stream(values())
                .filter(field -> !field.isOfContact() && field.fits(listed))
                .filter(field -> field.goesBy(compactHeading))
                .findFirst();
    }

    /** The field of a contact that goes by this heading, once "Contact 1" and its like are taken from its front. */
    static Optional<Field> ofContact(String rest) {
        return Arrays.stream(values())
                .filter(field -> field.isOfContact() && field.goesBy(rest))
                .findFirst();
    }
}
