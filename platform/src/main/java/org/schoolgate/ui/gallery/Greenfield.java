package org.schoolgate.ui.gallery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.ui.Badge;
import org.schoolgate.ui.Here;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.schoolgate.ui.PageFurniture;
import org.schoolgate.ui.Picto;
import org.schoolgate.ui.PolicyContact;
import org.schoolgate.ui.SchoolSign;
import org.schoolgate.ui.TellButton;

/** The school of the gallery: its name, its people, the frame of its pages. */
enum Greenfield implements PageFurniture {
    SCHOOL;

    private static final SchoolId ID = SchoolId.of("00000000-0000-4000-8000-000000000001");
    static final Actor TEACHER = person("Mr Hale", Role.TEACHER, null);
    static final Actor COORDINATOR = person("Ms Okafor", Role.ONLINE_SAFETY_COORDINATOR, null);
    static final Actor HEAD = person("Mrs Lindqvist", Role.HEAD, null);
    static final Actor PARENT = person("Dan Whitlock", Role.PARENT, null);
    static final Actor TOM = person("Tom", Role.PUPIL, Phase.KS1);
    static final Actor PRIYA = person("Priya", Role.PUPIL, Phase.KS2);

    private static final List<MenuItem> ITEMS = List.of(
            MenuItem.in(Place.TODAY, 10, "/ui", "ui.gallery.components"),
            MenuItem.in(Place.TODAY, 20, "/ui/class", "ui.gallery.class").counting(_ -> 2),
            MenuItem.in(Place.TODAY, 30, "/ui/queue", "ui.gallery.queue").counting(_ -> 9),
            MenuItem.in(Place.TODAY, 40, "/ui/head", "ui.gallery.head"),
            MenuItem.in(Place.TODAY, 50, "/ui/paper", "ui.gallery.paper"),
            MenuItem.in(Place.TODAY, 60, "/ui/parent", "ui.gallery.parent"),
            MenuItem.in(Place.TODAY, 70, "/ui/ks1", "ui.gallery.ks1"),
            MenuItem.in(Place.TODAY, 80, "/ui/ks2", "ui.gallery.ks2"),
            MenuItem.in(Place.FOOT, 40, "/ui/door", "ui.gallery.door"));

    static Here page(@Nullable Actor reader, String path, Here.@Nullable Csrf csrf) {
        return new Here(reader, path, csrf, null, null, List.of(SCHOOL), ITEMS);
    }

    private static Actor person(String name, Role role, @Nullable Phase phase) {
        return new Actor.Somebody(ID, PersonId.random(), name, Set.of(role), phase);
    }

    @Override
    public Optional<SchoolSign> sign(SchoolId school) {
        return signAtTheDoor();
    }

    @Override
    public Optional<SchoolSign> signAtTheDoor() {
        return Optional.of(new SchoolSign("Greenfield Primary", "Meadow Learning Trust"));
    }

    @Override
    public Optional<Badge> badge(Actor reader) {
        return Optional.of(
                switch (reader.name()) {
                    case "Tom" -> new Badge("Robins", Picto.PARROT);
                    case "Mr Hale" -> new Badge("Year 6, Kingfishers", null);
                    case "Ms Okafor" -> new Badge("DSL, online safety", null);
                    default -> new Badge("Head teacher", null);
                });
    }

    @Override
    public Optional<TellButton> tell(@Nullable Actor reader) {
        var who = reader == null ? "your teacher" : reader.equals(TOM) ? "Miss Adeyemi" : "Ms Okafor";
        return Optional.of(new TellButton("/ui/ks1", who));
    }

    @Override
    public Optional<PolicyContact> contact(Actor reader) {
        return Optional.of(new PolicyContact("Ms Okafor", "okafor@greenfield.example", "extension 214"));
    }
}
