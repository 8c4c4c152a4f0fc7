package io.enidirect.cloud;

/** What a listener speaks. The names are the cloud's own. */
public enum Protocol {
    TCP(PortClass.TCP, false),
    UDP(PortClass.UDP, false),
    TCP_SSL(PortClass.TCP, false),
    QUIC(PortClass.UDP, false),
    HTTP(PortClass.TCP, true),
    HTTPS(PortClass.TCP, true);

    /** A port number can be listened on once in each class (CLB documentation 214/6151). */
    public enum PortClass {
        TCP,
        UDP
    }

    private final PortClass portClass;
    private final boolean layer7;

    Protocol(PortClass portClass, boolean layer7) {
        this.portClass = portClass;
        this.layer7 = layer7;
    }

    public PortClass portClass() {
        return portClass;
    }

    /** Targets attach to the rules of an L7 listener, and to an L4 listener itself. */
    public boolean layer7() {
        return layer7;
    }
}
