package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.dns.DnsSettings;

/** A server of programs' messages (gRPC) and what a client says to it; each message is bytes, as they are. */
final class Talk implements BindableService, AutoCloseable {
    static final Metadata.Key<String> MARK = Metadata.Key.of("mark", Metadata.ASCII_STRING_MARSHALLER);
    static final MethodDescriptor<byte[], byte[]> SAY = method(MethodType.UNARY, "say");
    static final MethodDescriptor<byte[], byte[]> REFUSE = method(MethodType.UNARY, "refuse");
    static final MethodDescriptor<byte[], byte[]> SILENT = method(MethodType.UNARY, "silent");
    static final MethodDescriptor<byte[], byte[]> MANY = method(MethodType.SERVER_STREAMING, "many");
    static final MethodDescriptor<byte[], byte[]> SUM = method(MethodType.CLIENT_STREAMING, "sum");
    static final MethodDescriptor<byte[], byte[]> ECHO = method(MethodType.BIDI_STREAMING, "echo");

    /** Of how many bytes each of many messages is, and how many there are. */
    static final int SIZE = 32 << 10;

    static final int COUNT = 400;

    /** How many of many messages have been handed to the network. */
    final AtomicInteger sent = new AtomicInteger();

    /** How many calls were called back by whoever made them. */
    final AtomicInteger cancelled = new AtomicInteger();

    /** Whose turn it is to read what is summed up; nothing is read before. */
    final BlockingQueue<ServerCallStreamObserver<byte[]>> sums = new LinkedBlockingQueue<>();

    private final Server server;

    Talk(DnsSettings.Secure certificate, UnaryOperator<NettyServerBuilder> how) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .useTransportSecurity(
                        certificate.certificate().toFile(), certificate.key().toFile())
                .addService(this);
        server = how.apply(builder).build().start();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
    }

    private static MethodDescriptor<byte[], byte[]> method(MethodType type, String name) {
        return MethodDescriptor.newBuilder(new AsTheyAre(), new AsTheyAre())
                .setType(type)
                .setFullMethodName("school.Talk/" + name)
                .build();
    }

    private static final class AsTheyAre implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream in) {
            try {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder("school.Talk")
                .addMethod(SAY, ServerCalls.asyncUnaryCall((said, back) -> {
                    back.onNext(said);
                    back.onCompleted();
                }))
                .addMethod(REFUSE, ServerCalls.asyncUnaryCall((said, back) -> {
                    Metadata behind = new Metadata();
                    behind.put(MARK, "twelve");
                    back.onError(Status.NOT_FOUND
                            .withDescription("100 % nothing, Zoë")
                            .asRuntimeException(behind));
                }))
                .addMethod(SILENT, ServerCalls.asyncUnaryCall((said, back) -> counts(back)))
                .addMethod(MANY, ServerCalls.asyncServerStreamingCall((said, back) -> many(counts(back))))
                .addMethod(SUM, ServerCalls.asyncClientStreamingCall(this::sum))
                .addMethod(ECHO, ServerCalls.asyncBidiStreamingCall(back -> {
                    counts(back);
                    return new Echo(back);
                }))
                .build();
    }

    private ServerCallStreamObserver<byte[]> counts(StreamObserver<byte[]> back) {
        ServerCallStreamObserver<byte[]> call = (ServerCallStreamObserver<byte[]>) back;
        call.setOnCancelHandler(cancelled::incrementAndGet);
        return call;
    }

    private void many(ServerCallStreamObserver<byte[]> call) {
        AtomicInteger next = new AtomicInteger();
        call.setOnReadyHandler(() -> {
            while (call.isReady() && next.get() < COUNT) {
                byte[] message = new byte[SIZE];
                message[0] = (byte) next.getAndIncrement();
                call.onNext(message);
                sent.incrementAndGet();
                if (next.get() == COUNT) {
                    call.onCompleted();
                }
            }
        });
    }

    private StreamObserver<byte[]> sum(StreamObserver<byte[]> back) {
        ServerCallStreamObserver<byte[]> call = counts(back);
        call.disableAutoRequest();
        sums.add(call);
        return new StreamObserver<>() {
            private long sum;

            @Override
            public void onNext(byte[] message) {
                sum += message.length;
                call.request(1);
            }

            @Override
            public void onError(Throwable failure) {
                // The handler of cancellations has counted it.
            }

            @Override
            public void onCompleted() {
                call.onNext(Long.toString(sum).getBytes(US_ASCII));
                call.onCompleted();
            }
        };
    }

    private record Echo(StreamObserver<byte[]> back) implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] message) {
            if (message.length == 0) {
                back.onError(Status.ABORTED.withDescription("enough").asRuntimeException());
            } else {
                back.onNext(message);
            }
        }

        @Override
        public void onError(Throwable failure) {
            // The handler of cancellations has counted it.
        }

        @Override
        public void onCompleted() {
            back.onCompleted();
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    /** One end of a call: what is said into it, and what came, one after the other. */
    static final class Call implements ClientResponseObserver<byte[], byte[]> {
        private final BlockingQueue<byte[]> came = new LinkedBlockingQueue<>();
        private final BlockingQueue<Status> ended = new LinkedBlockingQueue<>();
        private final boolean slow;
        private final ClientCall<byte[], byte[]> call;
        private @Nullable ClientCallStreamObserver<byte[]> out;

        private Call(ManagedChannel channel, MethodDescriptor<byte[], byte[]> method, boolean slow) {
            this.slow = slow;
            call = channel.newCall(method, CallOptions.DEFAULT);
        }

        /** One that is spoken into. */
        static Call open(ManagedChannel channel, MethodDescriptor<byte[], byte[]> method) {
            Call call = new Call(channel, method, false);
            if (method.getType() == MethodType.CLIENT_STREAMING) {
                ClientCalls.asyncClientStreamingCall(call.call, call);
            } else {
                ClientCalls.asyncBidiStreamingCall(call.call, call);
            }
            return call;
        }

        /** One of which each message is asked for by itself. */
        static Call slow(ManagedChannel channel, MethodDescriptor<byte[], byte[]> method) {
            Call call = new Call(channel, method, true);
            ClientCalls.asyncServerStreamingCall(call.call, new byte[1], call);
            return call;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<byte[]> stream) {
            out = stream;
            if (slow) {
                stream.disableAutoRequestWithInitial(0);
            }
        }

        ClientCallStreamObserver<byte[]> out() {
            return Objects.requireNonNull(out);
        }

        @Override
        public void onNext(byte[] message) {
            came.add(message);
        }

        @Override
        public void onError(Throwable failure) {
            ended.add(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            ended.add(Status.OK);
        }

        byte[] next() throws InterruptedException {
            byte[] message = came.poll(10, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing came; " + ended);
            }
            return message;
        }

        Status status() throws InterruptedException {
            Status status = ended.poll(10, TimeUnit.SECONDS);
            if (status == null) {
                throw new AssertionError("the call hangs");
            }
            return status;
        }

        boolean isOpen() {
            return ended.isEmpty();
        }
    }

    /** What one message is answered with. */
    static byte[] say(ManagedChannel channel, MethodDescriptor<byte[], byte[]> method, byte[] message) {
        return ClientCalls.blockingUnaryCall(channel, method, within(Duration.ofSeconds(10)), message);
    }

    static CallOptions within(Duration time) {
        return CallOptions.DEFAULT.withDeadlineAfter(time);
    }
}
