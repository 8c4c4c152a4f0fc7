package io.enidirect.simulator;

/** A certificate, its key in both forms, and a key that is not its. They protect nothing. */
final class Pem {
    static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBdjCCARugAwIBAgIUQLMPrADmGtPVnmkGdEX8EOGp3yAwCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjgwNjQ3NDZaGA8yMTI2MTEwNDA2NDc0
            NlowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFXv
            z2zGi+jjRgN9weMY0eDCvHXHfr8gWbmWq4cE+JkfbF3Pm5NhcvMQsCifRuJKo6pC
            RticZvlJRfwkyR61MG2jUzBRMB0GA1UdDgQWBBTNaisPyF9DbMu39PN3/Mnk9y3K
            0jAfBgNVHSMEGDAWgBTNaisPyF9DbMu39PN3/Mnk9y3K0jAPBgNVHRMBAf8EBTAD
            AQH/MAoGCCqGSM49BAMCA0kAMEYCIQCD3JBpvxRdrdxkTR4OzcZVD8BxOMBhb1FC
            ngCWrI0JYQIhAMBxFnbmvYrbToCpBg9PzW5sJY5Xg1JCGA8M5r3yd3gu
            -----END CERTIFICATE-----
            """;

    static final String KEY = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgxbWt9sdpnlrR1Iuq
            ZoCr+SAlQfocXpc2Q5K4mcUtq/ShRANCAARV789sxovo40YDfcHjGNHgwrx1x36/
            IFm5lquHBPiZH2xdz5uTYXLzELAon0biSqOqQkbYnGb5SUX8JMketTBt
            -----END PRIVATE KEY-----
            """;

    static final String OLDER_KEY = """
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIMW1rfbHaZ5a0dSLqmaAq/kgJUH6HF6XNkOSuJnFLav0oAoGCCqGSM49
            AwEHoUQDQgAEVe/PbMaL6ONGA33B4xjR4MK8dcd+vyBZuZarhwT4mR9sXc+bk2Fy
            8xCwKJ9G4kqjqkJG2Jxm+UlF/CTJHrUwbQ==
            -----END EC PRIVATE KEY-----
            """;

    static final String OTHER_KEY = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg7PRUL/QcFrS6/Chg
            Kg4r+nRr6ZKHBzzLHlYCmZH+4MShRANCAATKgAZHdW5ftbzraKk5vBt/6IIDO3px
            7M9Wf8KZEx7+7q+L6oSBwEhrnxUGyW+4au4GiaI/COx47QyaPsLE313e
            -----END PRIVATE KEY-----
            """;

    private Pem() {}

    /** As it stands in a JSON text. */
    static String json(String pem) {
        return pem.replace("\n", "\\n");
    }
}
