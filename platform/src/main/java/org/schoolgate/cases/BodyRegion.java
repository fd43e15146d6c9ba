package org.schoolgate.cases;

/**
 * A part of the body on which an injury was seen or told of, by its place on the drawing of a body: x and y of 200 by 400, in
 * front or from behind. Left and right are the child's.
 */
public enum BodyRegion {
    FACE(1, true, 100, 38),
    NECK(2, true, 100, 74),
    CHEST(3, true, 100, 118),
    TUMMY(4, true, 100, 168),
    BETWEEN_THE_LEGS(5, true, 100, 212),
    RIGHT_ARM(6, true, 42, 140),
    LEFT_ARM(7, true, 158, 140),
    RIGHT_HAND(8, true, 26, 214),
    LEFT_HAND(9, true, 174, 214),
    RIGHT_THIGH(10, true, 80, 258),
    LEFT_THIGH(11, true, 120, 258),
    RIGHT_SHIN_AND_FOOT(12, true, 78, 340),
    LEFT_SHIN_AND_FOOT(13, true, 122, 340),
    BACK_OF_THE_HEAD(14, false, 100, 38),
    EARS(15, false, 100, 60),
    UPPER_BACK(16, false, 100, 118),
    LOWER_BACK(17, false, 100, 168),
    BOTTOM(18, false, 100, 212),
    BACK_OF_THE_ARMS(19, false, 42, 140),
    BACK_OF_THE_LEGS(20, false, 80, 290);

    private final int number;
    private final boolean front;
    private final int x;
    private final int y;

    BodyRegion(int number, boolean front, int x, int y) {
        this.number = number;
        this.front = front;
        this.x = x;
        this.y = y;
    }

    public boolean isInFront() {
        return front;
    }

    public int x() {
        return x;
    }

    public int y() {
        return y;
    }

    /** Its number on the drawing. */
    public int number() {
        return number;
    }
}
