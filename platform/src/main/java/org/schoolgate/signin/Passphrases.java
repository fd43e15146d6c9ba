package org.schoolgate.signin;

import java.security.SecureRandom;
import java.util.List;

/**
 * Two unrelated words and a number, which a seven-year-old can remember and type, and which are understood by telephone:
 * "lantern puddle 47".
 */
public final class Passphrases {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<String> WORDS = List.of("""
            acorn anchor apron arrow badge bagel balloon banjo barrel basket beacon beetle bench bonnet bottle bramble
            bridge bucket bundle button cabin cactus camel candle canoe carpet carrot castle cello chalk cherry circus
            cloud clover cobweb comet compass cookie copper coral cosy cotton cradle crayon cricket crumb crystal cupboard
            curtain cushion custard daisy dolphin donkey dragon drum dumpling eagle elbow engine fairy feather fiddle
            flute forest fossil fountain garden garlic gentle giant ginger glider goblet gravel guitar hammer hammock
            harbour harvest hazel helmet honey hopping igloo island ivory jacket jigsaw jolly juggle jumper kettle kitchen
            kitten ladder lantern lemon library lighthouse lizard magnet mango marble market marmalade meadow melon mirror
            mitten mountain muddy muffin mustard napkin nettle noodle nutmeg orchard otter oyster paddle pancake paper
            parcel parrot pebble pencil pepper pickle pigeon pillow pirate planet plaster pocket pony popcorn potato puddle
            pumpkin puppet purple puzzle quiet quilt rabbit raisin ribbon river robot rocket rubber saddle sailor salmon
            sandal saucer scarf shadow shovel silver sketch snowy sofa spinach sponge squash stable stamp sticky summit
            sunny tadpole tambourine teapot temple thimble thunder ticket tiger timber toffee tomato tractor treacle trumpet
            tulip tunnel turnip turtle umbrella valley velvet violin waffle wagon walnut whistle willow window winter
            wobbly wooden yellow yogurt zebra zigzag""".strip().split("\\s+"));

    private Passphrases() {}

    /** A fresh one. */
    public static String suggest() {
        var first = word();
        var second = word();
        while (second.equals(first)) {
            second = word();
        }
        return "%s %s %d".formatted(first, second, 10 + RANDOM.nextInt(90));
    }

    /** How many there are. */
    static long count() {
        return (long) WORDS.size() * (WORDS.size() - 1) * 90;
    }

    private static String word() {
        return WORDS.get(RANDOM.nextInt(WORDS.size()));
    }
}
