package org.schoolgate.documents;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;
import org.schoolgate.ui.Here;
import org.schoolgate.ui.Pages;

/** Papers as PDF, from pages that are well-formed XML. */
public final class PaperPdf {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    static {
        // It tells about every paper that it writes; what fails comes as an exception.
        XRLog.setLoggingEnabled(false);
    }

    private PaperPdf() {}

    /** Liberation Sans, which comes with PDFBox: Latin with all its accents, Greek and Cyrillic. */
    private static InputStream letters() {
        return Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT), FONT);
    }

    public static byte[] write(String page, Map<String, ?> model) {
        var here = new Here(null, "/", null, null, null, List.of(), List.of());
        var html = new String(
                Pages.write(page, new HashMap<String, @Nullable Object>(model), here)
                        .toByteArray(),
                StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        try {
            new PdfRendererBuilder()
                    .useFont(PaperPdf::letters, "Paper")
                    .withHtmlContent(html, null)
                    .toStream(out)
                    .run();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return out.toByteArray();
    }
}
