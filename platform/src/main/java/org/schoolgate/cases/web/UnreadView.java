package org.schoolgate.cases.web;

import java.util.List;
import org.schoolgate.cases.CaseFile;
import org.schoolgate.cases.Shown;

/** A case whose procedure cannot be read any more, for its page. */
public record UnreadView(Shown.Unread unread) {
    public CaseFile file() {
        return unread.file();
    }

    public List<CaseStory.Event> story() {
        return CaseStory.of(unread);
    }
}
