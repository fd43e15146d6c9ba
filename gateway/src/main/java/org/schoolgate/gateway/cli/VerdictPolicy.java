package org.schoolgate.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Engine;
import org.schoolgate.engine.ListImage;
import org.schoolgate.engine.Profile;
import org.schoolgate.engine.SiteRule;
import org.schoolgate.engine.SiteRule.Effect;
import org.schoolgate.engine.SiteRule.Source;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * For whom {@code verdict} decides, and by which rules: from the command line, and from a file in the form of the policy that
 * gateways hold, of which any part may be left out.
 */
record VerdictPolicy(Profile profile, Set<String> audiences, List<SiteRule> rules, Set<String> illegal) {

    /** A policy without rules, under which these categories are refused. */
    static VerdictPolicy blocking(Set<String> categories) {
        return new VerdictPolicy(
                new Profile("command line", categories, Set.of(), false, false), Set.of(), List.of(), Set.of());
    }

    /** Reads a policy for a reader, or for a profile, that it names; without one nothing is refused but by its rules. */
    static VerdictPolicy read(Path file, @Nullable String readerOrProfile, Set<String> blocked) throws IOException {
        try {
            return read(new JsonMapper().readTree(Files.readAllBytes(file)), readerOrProfile, blocked);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new IOException(file + " is no policy: " + e.getMessage(), e);
        }
    }

    private static VerdictPolicy read(JsonNode policy, @Nullable String readerOrProfile, Set<String> blocked) {
        JsonNode reader = readerOrProfile == null
                ? policy.path("")
                : policy.path("readers").path(readerOrProfile);
        JsonNode profile = readerOrProfile == null
                ? policy.path("")
                : policy.path("profiles").path(reader.path("profile").asString(readerOrProfile));
        if (readerOrProfile != null && !profile.isObject()) {
            throw new IllegalArgumentException("it has no reader and no profile " + readerOrProfile);
        }
        Set<String> refused = new HashSet<>(words(profile.path("blocked")));
        refused.addAll(blocked);
        return new VerdictPolicy(
                new Profile(
                        String.valueOf(readerOrProfile),
                        refused,
                        words(profile.path("asked")),
                        profile.path("onlyListed").asBoolean(false),
                        profile.path("blockAddresses").asBoolean(false)),
                words(reader.path("audiences")),
                rules(policy),
                words(policy.path("illegal")));
    }

    private static List<SiteRule> rules(JsonNode policy) {
        List<SiteRule> rules = new ArrayList<>();
        for (JsonNode rule : policy.path("rules")) {
            rules.add(new SiteRule(
                    rule.path("id").asString(String.valueOf(rules.size() + 1)),
                    rule.path("host").asString(""),
                    Effect.valueOf(rule.path("effect").asString("BLOCK").toUpperCase(Locale.ROOT)),
                    Source.valueOf(rule.path("source").asString("SCHOOL").toUpperCase(Locale.ROOT)),
                    words(rule.path("audiences")),
                    instant(rule.path("from")),
                    instant(rule.path("until")),
                    rule.path("reason").asString("")));
        }
        for (String host : words(policy.path("essential"))) {
            rules.add(new SiteRule(
                    "essential", host, Effect.ALLOW, Source.ESSENTIAL, Set.of(), null, null, "essential service"));
        }
        return rules;
    }

    private static @Nullable Instant instant(JsonNode node) {
        return node.isString() ? Instant.parse(node.asString()) : null;
    }

    private static Set<String> words(JsonNode array) {
        Set<String> words = new TreeSet<>();
        array.forEach(word -> words.add(word.asString()));
        return words;
    }

    /** Categories that this policy speaks of and the lists do not have. */
    Set<String> unknown(Collection<String> known) {
        Set<String> unknown = new TreeSet<>(profile.blocked());
        unknown.addAll(profile.asked());
        unknown.removeAll(new HashSet<>(known));
        return unknown;
    }

    Engine engine(ListImage image) {
        return new Engine(image, rules, Set.of(), illegal);
    }
}
