package org.schoolgate.gateway.cli;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.schoolgate.gateway.Whose;

/** Says in the log whose school a line is about, where a process has several. */
public final class SchoolConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        String name = Whose.work();
        return name.isEmpty() ? "" : name + ": ";
    }
}
