package org.schoolgate.demo;

import java.util.List;
import java.util.Random;

/** Invented names, always the same ones in the same order. */
final class Names {
    private static final List<String> GIVEN = List.of(
            "Ada", "Aidan", "Aisha", "Alfie", "Amara", "Anya", "Arjun", "Beatrix", "Ben", "Bilal", "Carys", "Chidi",
            "Clara", "Daisy", "Dylan", "Eira", "Elif", "Ewan", "Farah", "Finley", "Freya", "George", "Gwen", "Hana",
            "Harry", "Ibrahim", "Imogen", "Isla", "Ivo", "Jamila", "Jonah", "Kofi", "Lara", "Leo", "Lowri", "Maya",
            "Milo", "Mina", "Nadia", "Ned", "Noor", "Olive", "Omar", "Owen", "Poppy", "Priti", "Rafi", "Rosa", "Rowan",
            "Samir", "Seren", "Stan", "Tara", "Theo", "Uma", "Wren", "Yusuf", "Zara", "Zeki", "Zofia");
    private static final List<String> FAMILY = List.of(
            "Abbot",
            "Acheampong",
            "Akhtar",
            "Ashdown",
            "Bannister",
            "Barlow",
            "Bhatt",
            "Boateng",
            "Bright",
            "Cartwright",
            "Chowdhury",
            "Clegg",
            "Costa",
            "Dale",
            "Demir",
            "Doyle",
            "Eastwood",
            "Farrant",
            "Fenwick",
            "Garside",
            "Georgiou",
            "Gill",
            "Hartley",
            "Haque",
            "Holt",
            "Ingham",
            "Ito",
            "Jankowski",
            "Joshi",
            "Kaya",
            "Kendrick",
            "Lim",
            "Lockwood",
            "Marsh",
            "Mistry",
            "Moyo",
            "Nolan",
            "Novak",
            "Oduya",
            "Osman",
            "Parry",
            "Penrose",
            "Quill",
            "Rahimi",
            "Ridley",
            "Rossi",
            "Sandhu",
            "Sharpe",
            "Silva",
            "Stone",
            "Tait",
            "Thorpe",
            "Underhill",
            "Vance",
            "Walsh",
            "Wick",
            "Xu",
            "Yates",
            "Young",
            "Zaman");

    private final Random random;

    Names(long seed) {
        this.random = new Random(seed);
    }

    String given() {
        return GIVEN.get(random.nextInt(GIVEN.size()));
    }

    String family() {
        return FAMILY.get(random.nextInt(FAMILY.size()));
    }

    /** True in so many of a hundred. */
    boolean inHundred(int many) {
        return random.nextInt(100) < many;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
