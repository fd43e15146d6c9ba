package org.schoolgate.agreements.web;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.Receipt;
import org.schoolgate.ui.Here;
import org.schoolgate.ui.Pages;

/** A receipt as a paper that its signer keeps: what was answered, the exact words, and both fingerprints. */
final class ReceiptPdf {
    private ReceiptPdf() {}

    static byte[] of(Receipt receipt) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("receipt", receipt);
        var here = new Here(null, "/", null, null, null, List.of(), List.of());
        var html =
                new String(Pages.write("agreements/receiptPaper", model, here).toByteArray(), StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        try {
            new PdfRendererBuilder().withHtmlContent(html, null).toStream(out).run();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return out.toByteArray();
    }
}
