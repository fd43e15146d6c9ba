package org.schoolgate.ui;

import static org.schoolgate.ui.Words.say;

import java.util.Locale;

/** A picture for children, drawn by OpenMoji; the file's name is its Unicode number. */
public enum Picto {
    APPLE("1F34E"),
    BEE("1F41D"),
    BIRD("1F426"),
    BOAT("26F5"),
    BOOK("1F4D6"),
    BUS("1F68C"),
    BUTTERFLY("1F98B"),
    CAMERA("1F4F7"),
    CAT("1F431"),
    COMPUTER("1F4BB"),
    CRAYON("1F58D"),
    FISH("1F41F"),
    FOOTBALL("26BD"),
    FOX("1F98A"),
    FROG("1F438"),
    HAND_UP("1F64B"),
    HEART("2764"),
    HEDGEHOG("1F994"),
    HOUSE("1F3E0"),
    MISTAKE("1F937"),
    OWL("1F989"),
    PADLOCK("1F512"),
    PARROT("1F99C"),
    PENGUIN("1F427"),
    SAD("1F622"),
    SPEECH("1F4AC"),
    STAR("2B50"),
    SUN("2600"),
    TEACHER("1F9D1-200D-1F3EB"),
    THUMBS_UP("1F44D"),
    TORTOISE("1F422"),
    TREE("1F333"),
    UNKIND("1F620"),
    WORRIED("1F61F");

    private final String file;

    Picto(String file) {
        this.file = file;
    }

    /** Where its drawing is. */
    public String href() {
        return Assets.asset("pictos/" + file + ".svg");
    }

    /** What it shows, in the child's word. */
    public String word() {
        return say("ui.picto." + name().toLowerCase(Locale.ROOT));
    }
}
