package io.enidirect.simulator.cloud;

import java.util.Locale;

/** What a listener speaks. A port exists once in each of the two classes (CLB documentation 214/6151). */
public enum Protocol {
    TCP(false, false),
    UDP(true, false),
    TCP_SSL(false, false),
    QUIC(true, false),
    HTTP(false, true),
    HTTPS(false, true);

    private final boolean udp;
    private final boolean layer7;

    Protocol(boolean udp, boolean layer7) {
        this.udp = udp;
        this.layer7 = layer7;
    }

    static Protocol of(String text) {
        try {
            return valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ApiError.invalidValue("The value `" + text + "` of parameter `Protocol` is not valid.");
        }
    }

    boolean udp() {
        return udp;
    }

    boolean layer7() {
        return layer7;
    }

    boolean needsCertificate() {
        return this == TCP_SSL || this == QUIC || this == HTTPS;
    }
}
