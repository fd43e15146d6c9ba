package org.schoolgate.demo;

import static org.schoolgate.kernel.Role.CHAIR_OF_GOVERNORS;
import static org.schoolgate.kernel.Role.DEPUTY_SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.GOVERNOR;
import static org.schoolgate.kernel.Role.HEAD;
import static org.schoolgate.kernel.Role.OFFICE;
import static org.schoolgate.kernel.Role.ONLINE_SAFETY_COORDINATOR;
import static org.schoolgate.kernel.Role.SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.SENIOR_LEADER;
import static org.schoolgate.kernel.Role.TEACHER;
import static org.schoolgate.kernel.Role.TEACHING_ASSISTANT;
import static org.schoolgate.kernel.Role.TECHNICIAN;
import static org.schoolgate.kernel.Role.TRUST_OFFICER;

import java.time.LocalDate;
import java.util.List;
import org.schoolgate.demo.Founding.Adult;
import org.schoolgate.demo.Founding.Family;
import org.schoolgate.demo.Founding.Form;
import org.schoolgate.demo.Founding.Worker;
import org.schoolgate.roster.Relation;

/** The cast: Greenfield Primary with 420 children from Reception on, and Brook Lane Juniors with 240 from Year 3 on. */
final class TwoSchools {
    static final String TRUST = "Meadow Learning Trust";

    private TwoSchools() {}

    static DemoSchool greenfield(Founding founding, org.schoolgate.kernel.TrustId trust) {
        return founding.school(
                trust,
                "Greenfield Primary",
                "greenfield.example",
                List.of(
                        new Worker("Mrs", "Karin", "Lindqvist", List.of(HEAD), null),
                        new Worker("Ms", "Ada", "Okafor", List.of(SAFEGUARDING_LEAD, SENIOR_LEADER), null),
                        new Worker("Miss", "Jo", "Farrow", List.of(ONLINE_SAFETY_COORDINATOR, TEACHER), "Herons"),
                        new Worker("Mrs", "Rukhsana", "Begum", List.of(DEPUTY_SAFEGUARDING_LEAD, TEACHER), "Swifts"),
                        new Worker("Mr", "Ned", "Hale", List.of(TEACHER), "Kingfishers"),
                        new Worker("Miss", "Tola", "Adeyemi", List.of(TEACHER), "Robins"),
                        new Worker("Mr", "Ilan", "Katz", List.of(TEACHING_ASSISTANT), "Robins"),
                        new Worker("Mrs", "Pat", "Underwood", List.of(OFFICE), null),
                        new Worker("Mr", "Sam", "Price", List.of(TECHNICIAN), null),
                        new Worker("Mr", "Abel", "Lowe", List.of(GOVERNOR), null),
                        new Worker("Dr", "Efua", "Mensah", List.of(CHAIR_OF_GOVERNORS), null),
                        new Worker("Mrs", "Wren", "Abbott", List.of(TRUST_OFFICER), null)),
                List.of(
                        new Form("Ducklings", 0, "Room 1"),
                        new Form("Goslings", 0, "Room 2"),
                        new Form("Robins", 1, "Room 3"),
                        new Form("Wrens", 1, "Room 4"),
                        new Form("Sparrows", 2, "Room 5"),
                        new Form("Starlings", 2, "Room 6"),
                        new Form("Swifts", 3, "Room 7"),
                        new Form("Swallows", 3, "Room 8"),
                        new Form("Owls", 4, "Room 9"),
                        new Form("Kestrels", 4, "Room 10"),
                        new Form("Herons", 5, "Room 11"),
                        new Form("Egrets", 5, "Room 12"),
                        new Form("Kingfishers", 6, "Room 13"),
                        new Form("Ospreys", 6, "Room 14")),
                List.of(
                        new Family(
                                "Tom",
                                "Ellis",
                                "Robins",
                                LocalDate.of(2021, 2, 11),
                                List.of(
                                        new Adult("Dan", "Ellis", Relation.FATHER, "dan.ellis@families.example"),
                                        new Adult("Ruth", "Ellis", Relation.MOTHER, "ruth.ellis@families.example"))),
                        new Family(
                                "Priya",
                                "Nair",
                                "Kingfishers",
                                LocalDate.of(2016, 5, 3),
                                List.of(new Adult("Meera", "Nair", Relation.MOTHER, "meera.nair@families.example"))),
                        new Family(
                                "Joe",
                                "Marsh",
                                "Kingfishers",
                                LocalDate.of(2015, 11, 20),
                                List.of(new Adult("Lena", "Marsh", Relation.MOTHER, "lena.marsh@families.example")))),
                2026);
    }

    static DemoSchool brookLane(Founding founding, org.schoolgate.kernel.TrustId trust) {
        return founding.school(
                trust,
                "Brook Lane Juniors",
                "brooklane.example",
                List.of(
                        new Worker("Mr", "Owain", "Pryce", List.of(HEAD), null),
                        new Worker("Mrs", "Nia", "Grant", List.of(SAFEGUARDING_LEAD, ONLINE_SAFETY_COORDINATOR), null),
                        new Worker("Mr", "Yusuf", "Aydin", List.of(TEACHER), "Oaks"),
                        new Worker("Mrs", "Dot", "Field", List.of(OFFICE), null),
                        new Worker("Ms", "Kit", "Moran", List.of(TECHNICIAN), null)),
                List.of(
                        new Form("Rowans", 3, "Room A"),
                        new Form("Hazels", 3, "Room B"),
                        new Form("Birches", 4, "Room C"),
                        new Form("Willows", 4, "Room D"),
                        new Form("Maples", 5, "Room E"),
                        new Form("Limes", 5, "Room F"),
                        new Form("Oaks", 6, "Room G"),
                        new Form("Elms", 6, "Room H")),
                List.of(new Family(
                        "Ines",
                        "Costa",
                        "Oaks",
                        LocalDate.of(2016, 1, 9),
                        List.of(new Adult("Rui", "Costa", Relation.FATHER, "rui.costa@families.example")))),
                4711);
    }
}
