package org.schoolgate.kernel;

import java.util.Map;
import java.util.TreeMap;

/**
 * Somebody took people's names out of the program as a file, where nothing that we do reaches them any more.
 *
 * @param list which list: {@code register}, {@code class}
 * @param filter what it was narrowed to, by name; what did not narrow it is left out
 */
public record ListTaken(Actor by, String list, String subject, Map<String, String> filter, int rows)
        implements Audited {
    public ListTaken {
        filter = Map.copyOf(filter);
    }

    /** A list of the whole school. */
    public static ListTaken ofSchool(Actor by, String list, Map<String, String> filter, int rows) {
        return new ListTaken(by, list, "school:" + by.school(), filter, rows);
    }

    @Override
    public String kind() {
        return "list.taken";
    }

    @Override
    public Map<String, String> facts() {
        var facts = new TreeMap<>(filter);
        facts.values().removeIf(String::isBlank);
        facts.put("list", list);
        facts.put("rows", String.valueOf(rows));
        return facts;
    }
}
