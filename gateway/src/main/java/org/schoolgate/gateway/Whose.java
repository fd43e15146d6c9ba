package org.schoolgate.gateway;

import java.io.IOException;

/** Which of several schools a thread works for, so that the log can say so. Threads that it starts work for the same. */
public final class Whose {
    private static final InheritableThreadLocal<String> WORK = new InheritableThreadLocal<>();

    private Whose() {}

    /** The school's name among the others; empty where there is but one, or for all of them. */
    public static String work() {
        String name = WORK.get();
        return name == null ? "" : name;
    }

    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Does something for a school. */
    static void work(String name, Work what) throws IOException {
        String before = WORK.get();
        WORK.set(name);
        try {
            what.run();
        } finally {
            if (before == null) {
                WORK.remove();
            } else {
                WORK.set(before);
            }
        }
    }
}
