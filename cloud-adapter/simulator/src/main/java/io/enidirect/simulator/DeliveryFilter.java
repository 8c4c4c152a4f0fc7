package io.enidirect.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.enidirect.simulator.Reply.Delivery;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends an answer the way it is told to by headers that never leave: whole, late, in part, or never. No thread waits. */
final class DeliveryFilter implements Filter {
    static final String DELIVERY = "Simulator-Delivery";
    static final String DELAY = "Simulator-Delay";

    private final Held held;
    private final Door door;
    private final ScheduledExecutorService timer;

    DeliveryFilter(Held held, Door door, ScheduledExecutorService timer) {
        this.door = door;
        this.held = held;
        this.timer = timer;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        BufferedResponse answer = new BufferedResponse((HttpServletResponse) response);
        chain.doFilter(request, answer);
        long delay = Long.parseLong(answer.instruction(DELAY, "0"));
        Connection connection = Connection.of(request);
        switch (Delivery.valueOf(answer.instruction(DELIVERY, Delivery.WHOLE.name()))) {
            case WHOLE -> whole(request, response, answer, delay);
            case HANG -> later(request);
            case CLOSE -> {
                later(request);
                connection.close();
            }
            case REFUSE -> {
                later(request);
                connection.close();
                door.shutFor(delay);
            }
            case RESET -> {
                later(request);
                connection.reset();
            }
            case HALF_HEADER -> {
                later(request);
                connection.sendAndClose("HTTP/1.1 200 OK\r\nContent-Ty".getBytes(US_ASCII));
            }
            case HALF_BODY -> {
                later(request);
                connection.sendAndClose(halfOf(answer.body()));
            }
            case HOLD -> {
                AsyncContext waiting = later(request);
                held.add(() -> complete(waiting, answer.body()));
            }
            case HOLD_AND_CLOSE -> {
                AsyncContext waiting = later(request);
                held.add(() -> {
                    connection.close();
                    waiting.complete();
                });
            }
        }
    }

    private void whole(ServletRequest request, ServletResponse response, BufferedResponse answer, long delay)
            throws IOException {
        if (delay == 0) {
            write(response, answer.body());
        } else {
            AsyncContext waiting = later(request);
            Runnable sending = () -> complete(waiting, answer.body());
            Future<?> unused = timer.schedule(sending, delay, TimeUnit.MILLISECONDS);
        }
    }

    /** Without it Jetty would complete the answer when the filter returns, also on a connection that is cut. */
    private static AsyncContext later(ServletRequest request) {
        AsyncContext waiting = request.startAsync();
        waiting.setTimeout(0);
        return waiting;
    }

    private static void complete(AsyncContext waiting, byte[] body) {
        try {
            write(waiting.getResponse(), body);
        } catch (IOException e) {
            throw new UncheckedIOException("The caller has gone", e);
        } finally {
            waiting.complete();
        }
    }

    private static void write(ServletResponse response, byte[] body) throws IOException {
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static byte[] halfOf(byte[] body) {
        byte[] header = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(US_ASCII);
        byte[] half = Arrays.copyOf(header, header.length + body.length / 2);
        System.arraycopy(body, 0, half, header.length, body.length / 2);
        return half;
    }
}
