package org.schoolgate.demo;

import java.security.SecureRandom;
import java.util.List;
import java.util.random.RandomGenerator;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.signin.Accounts;
import org.schoolgate.signin.SignIns;
import org.schoolgate.tenancy.Tenants;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Accounts for those who are played, with passwords that the start prints. Each demonstration has its own. */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class SignInCards {
    private static final List<String> WORDS = List.of(
            "acorn", "anchor", "basket", "bramble", "candle", "copper", "cotton", "dapple", "ember", "feather",
            "fiddle", "garnet", "hazel", "heron", "kettle", "lantern", "magpie", "marble", "meadow", "mitten", "nettle",
            "orchard", "pebble", "pepper", "quarry", "ribbon", "saddle", "thimble", "timber", "velvet", "walnut",
            "willow");

    private final Accounts accounts;
    private final SignIns signIns;
    private final RandomGenerator random = new SecureRandom();

    SignInCards(Accounts accounts, SignIns signIns) {
        this.accounts = accounts;
        this.signIns = signIns;
    }

    /** What somebody types at the door. */
    record Card(String name, String password) {}

    /** Opens an account under this name, or one made of the person's own where it is empty. */
    Card open(SchoolId school, PersonId person, String name) {
        return Tenants.within(school, () -> {
            var opened = accounts.open(new Actor.Schoolgate(school, "the demonstration"), person, name);
            if (!(opened instanceof Accounts.Opened.Now(var account))) {
                throw new IllegalStateException("no account for %s: %s".formatted(person, opened));
            }
            var self = signIns.find(school, person).orElseThrow();
            var password = password();
            if (!(accounts.choose(self, password, null) instanceof Accounts.Choice.Chosen())) {
                throw new IllegalStateException(
                        "the demonstration's password for %s is not good enough".formatted(person));
            }
            return new Card(account.name(), password);
        });
    }

    private String password() {
        return "%s-%s-%s-%s-%d".formatted(word(), word(), word(), word(), 10 + random.nextInt(90));
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }
}
