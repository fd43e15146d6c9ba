/** What a name or an address is, and what a school's rules say of it. */
module org.schoolgate.engine {
    requires static org.jspecify;

    exports org.schoolgate.engine;
    exports org.schoolgate.engine.lists;
}
