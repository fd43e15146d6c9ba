package org.schoolgate.agreements;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.documents.PaperPdf;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.roster.Person;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Letters on paper to carers whom the school cannot write to by e-mail: the words to agree to, lines to sign on, and a
 * link as a picture to photograph and as a code to type.
 */
@Service
public class PaperLetters {
    /** How long after the day to answer by a letter's link still opens. */
    private static final Duration GRACE = Duration.ofDays(30);

    private static final int DOTS = 6;
    private static final int WHITE = 0xffffff;

    private final RoundStore rounds;
    private final ChaseList chase;
    private final AgreementTexts texts;
    private final OneTimeLinks links;
    private final Schools schools;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final String portal;

    PaperLetters(
            RoundStore rounds,
            ChaseList chase,
            AgreementTexts texts,
            OneTimeLinks links,
            Schools schools,
            ApplicationEventPublisher events,
            Clock clock,
            @Value("${schoolgate.portal:http://127.0.0.1:${server.port:8080}}") String portal) {
        this.rounds = rounds;
        this.chase = chase;
        this.texts = texts;
        this.links = links;
        this.schools = schools;
        this.events = events;
        this.clock = clock;
        this.portal = portal;
    }

    /** One letter, as it is printed. {@code picture} is the link to photograph, as a data address. */
    public record PaperLetter(
            Round round, String name, List<Child> children, String portal, String code, String picture) {}

    /** A child in a letter, with the words that its carer agrees to. */
    public record Child(Person person, List<AgreementText> texts) {}

    /** How many people a round still wants something of whom the school cannot write to. */
    @Transactional(readOnly = true)
    public int waiting(Actor actor, RoundId id) {
        return AgreementsAccess.ACCESS.allows(actor, Operation.PRINT_LETTERS)
                ? unreachable(actor, round(actor, id)).size()
                : 0;
    }

    /**
     * The letters of a round, one after another as a PDF; empty where there is nobody to write to. Each has a link of its own,
     * and the link of an earlier letter to the same person stops.
     */
    @Transactional
    public Optional<byte[]> print(Actor actor, RoundId id) {
        AgreementsAccess.ACCESS.require(actor, Operation.PRINT_LETTERS);
        var round = round(actor, id);
        if (!round.isOpen()) {
            return Optional.empty();
        }
        var letters = unreachable(actor, round).entrySet().stream()
                .map(one -> letter(actor, round, one.getKey(), one.getValue()))
                .toList();
        if (letters.isEmpty()) {
            return Optional.empty();
        }
        events.publishEvent(new AgreementEvent.LettersPrinted(actor, id, letters.size()));
        return Optional.of(PaperPdf.write(
                "agreements/letterPaper",
                Map.of(
                        "letters",
                        letters,
                        "school",
                        schools.find(actor.school()).map(School::name).orElse(""))));
    }

    /** What is still wanted of each carer without an address, by carer and child. */
    private Map<Person, List<ChaseRow.Wanted>> unreachable(Actor actor, Round round) {
        return chase.rows(actor.school(), round).stream()
                .flatMap(row -> row.answers().stream())
                .filter(answer -> answer.unreachable()
                        && answer.state().isOpen()
                        && answer.needed().isForAnother())
                .collect(Collectors.groupingBy(ChaseRow.Wanted::signer, LinkedHashMap::new, Collectors.toList()));
    }

    private PaperLetter letter(Actor actor, Round round, Person carer, List<ChaseRow.Wanted> wanted) {
        var about = "paper:" + round.id();
        links.revoke(actor, carer.id(), AgreementsConfiguration.SIGNING, about);
        var byChild = wanted.stream()
                .collect(Collectors.groupingBy(
                        answer -> answer.needed().subject(), LinkedHashMap::new, Collectors.toList()));
        var link = links.issueOnPaper(
                actor,
                carer.id(),
                AgreementsConfiguration.SIGNING,
                about,
                byChild.size() == 1 ? "/agreements/mine/" + byChild.firstEntry().getKey() : "/agreements/mine",
                lasting(round));
        var names = chase.subjects(actor.school(), byChild.keySet());
        return new PaperLetter(
                round,
                carer.name().shown(),
                byChild.entrySet().stream()
                        .map(one -> new Child(child(names, one.getKey()), texts(actor, one.getValue())))
                        .toList(),
                portal + "/code",
                link.code(),
                picture(portal + link.path()));
    }

    private static Person child(Map<PersonId, Person> names, PersonId child) {
        return Optional.ofNullable(names.get(child)).orElseThrow(() -> new NotFound("person " + child));
    }

    private List<AgreementText> texts(Actor actor, List<ChaseRow.Wanted> answers) {
        return answers.stream()
                .flatMap(answer -> texts.inForce(actor.school(), answer.needed().audience()).stream())
                .toList();
    }

    private Duration lasting(Round round) {
        Instant ends = round.answerBy()
                .plusDays(1)
                .atStartOfDay(AcademicYear.LONDON)
                .toInstant()
                .plus(GRACE);
        var wanted = Duration.between(clock.instant(), ends);
        return wanted.compareTo(GRACE) < 0 ? GRACE : wanted;
    }

    private Round round(Actor actor, RoundId id) {
        return rounds.find(actor.school(), id).orElseThrow(() -> new NotFound("round " + id));
    }

    private static String picture(String address) {
        try {
            var matrix = new QRCodeWriter()
                    .encode(
                            address,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.MARGIN, 2, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M));
            var png = new ByteArrayOutputStream();
            ImageIO.write(drawn(matrix), "png", png);
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
        } catch (WriterException | IOException broken) {
            throw new UncheckedIOException(new IOException("cannot draw a link", broken));
        }
    }

    private static BufferedImage drawn(BitMatrix matrix) {
        var image =
                new BufferedImage(matrix.getWidth() * DOTS, matrix.getHeight() * DOTS, BufferedImage.TYPE_BYTE_BINARY);
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                image.setRGB(x, y, matrix.get(x / DOTS, y / DOTS) ? 0 : WHITE);
            }
        }
        return image;
    }
}
