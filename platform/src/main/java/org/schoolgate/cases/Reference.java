package org.schoolgate.cases;

import java.time.LocalDate;

/** Under which number a case stands in another system, and since when. */
public record Reference(String system, String number, LocalDate day, String writtenBy) {}
