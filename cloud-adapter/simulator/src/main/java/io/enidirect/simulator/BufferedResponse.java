package io.enidirect.simulator;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Keeps an answer back, so that it can be sent later, in part, or not at all. */
final class BufferedResponse extends HttpServletResponseWrapper {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, String> instructions = new HashMap<>();

    BufferedResponse(HttpServletResponse response) {
        super(response);
    }

    byte[] body() {
        return body.toByteArray();
    }

    /** A header that is meant for the filter, and never sent. */
    String instruction(String name, String otherwise) {
        return instructions.getOrDefault(name, otherwise);
    }

    @Override
    public void addHeader(String name, String value) {
        if (name.equals(DeliveryFilter.DELIVERY) || name.equals(DeliveryFilter.DELAY)) {
            instructions.put(name, value);
        } else {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setHeader(String name, String value) {
        addHeader(name, value);
    }

    @Override
    public void flushBuffer() {
        // nothing leaves before the filter says so
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return new ServletOutputStream() {
            @Override
            public void write(int b) {
                body.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                body.write(bytes, from, length);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new IllegalStateException("Answers are written at once");
            }
        };
    }
}
