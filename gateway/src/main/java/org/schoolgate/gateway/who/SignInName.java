package org.schoolgate.gateway.who;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What somebody types to sign in to a computer or the Wi-Fi, in one spelling: {@code GREENFIELD\Mia.K}, {@code
 * mia.k@greenfield.example} and {@code mia.k} are one name, or leaving a word out would be a way past a hold.
 */
public final class SignInName {
    private SignInName() {}

    /** The one spelling; empty where it names a machine, or nothing. */
    public static String canonical(String typed) {
        String name = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        if (name.startsWith("host/") || name.endsWith("$")) {
            return "";
        }
        name = name.substring(name.lastIndexOf('\\') + 1);
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }

    /** The form in which a school's policy copy holds a name. */
    public static String digest(String school, String typed) {
        return ProxyToken.digest(school + '\n' + canonical(typed));
    }
}
