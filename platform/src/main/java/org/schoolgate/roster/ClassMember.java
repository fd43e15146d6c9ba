package org.schoolgate.roster;

/** Somebody's time in a class. */
public record ClassMember(SchoolClass schoolClass, ClassPart part, Source source, Span span) {}
