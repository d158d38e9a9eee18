package dev.dunder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands between the driver and the server, and breaks the connection at a statement when it is told to. */
final class LossyProxy implements AutoCloseable {
    /** What becomes of the statement. */
    enum Loss {
        /** It never gets there. */
        BEFORE,
        /** It gets there, and its answer is lost. */
        AFTER
    }

    /** What to break at, once. */
    private record Plan(String text, Loss loss) {}

    private final int target;
    private final ServerSocket listening;
    private final AtomicReference<@Nullable Plan> plan = new AtomicReference<>();

    LossyProxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    void loseAt(String text, Loss loss) {
        plan.set(new Plan(text, loss));
    }

    boolean hasLost() {
        return plan.get() == null;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                between(listening.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void between(Socket client) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            AtomicReference<Boolean> lost = new AtomicReference<>(false);
            Thread.ofPlatform().daemon().start(() -> forth(client, server, lost));
            Thread.ofPlatform().daemon().start(() -> back(client, server, lost));
        } catch (IOException serverIsNotThere) {
            client.close();
        }
    }

    private void forth(Socket client, Socket server, AtomicReference<Boolean> lost) {
        byte[] buffer = new byte[65_536];
        try (client; server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                Plan now = plan.get();
                if (now != null && text.contains(now.text()) && plan.compareAndSet(now, null)) {
                    if (now.loss() == Loss.BEFORE) {
                        return;
                    }
                    lost.set(true);
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException ended) {
            // Both are closed, which is all there is to do.
        }
    }

    private static void back(Socket client, Socket server, AtomicReference<Boolean> lost) {
        byte[] buffer = new byte[65_536];
        try (client; server) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (lost.get()) {
                    return; // the server has answered, and nobody will hear of it
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException ended) {
            // Both are closed, which is all there is to do.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
