package io.enidirect.simulator.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PublicKey;
import org.junit.jupiter.api.Test;

class KeyPairsTest {
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIB+jCCAWOgAwIBAgIUDYYNTERDAxBXKeg6LeECzP5DBlIwDQYJKoZIhvcNAQEL
            BQAwDjEMMAoGA1UEAwwDcnNhMCAXDTI2MTEyODA2NDc0NloYDzIxMjYxMTA0MDY0
            NzQ2WjAOMQwwCgYDVQQDDANyc2EwgZ8wDQYJKoZIhvcNAQEBBQADgY0AMIGJAoGB
            AKVrNxQk9nxHQ6k9bZSptzyKkQguabMntIfx4U+qM0S8DLYxjp74qZ3W/qNRnenB
            gRF820y86qhct4iJs4SEgl3ABHbEvhb5zC/pIkKP/NoTbliTinmopDGWmWBO3zVH
            f9HE7YEkKHCSfDG08k6KJeej5bxWeudjVaXit/oyySbnAgMBAAGjUzBRMB0GA1Ud
            DgQWBBQflhzs2py4lN4ck2rsfRcbQ9bjzTAfBgNVHSMEGDAWgBQflhzs2py4lN4c
            k2rsfRcbQ9bjzTAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4GBAAsK
            LMbbGBdn9xFZTdyli5KSs+BL5DTsyuo8lzfByjL/vWQmggNJp/cUJHbYWS5qCw9d
            RLwmQIl6VFvy2+xPoiaOoUoQ9gG5dEH+J5sMRtC+AljEslx7YOfd6mZkegnOyyhd
            IVhEDlBulBZsEvnZETfA5yXxBSDmKliFBXcVcHCO
            -----END CERTIFICATE-----
            """;

    private static final String KEY = """
            -----BEGIN RSA PRIVATE KEY-----
            MIICXQIBAAKBgQClazcUJPZ8R0OpPW2Uqbc8ipEILmmzJ7SH8eFPqjNEvAy2MY6e
            +Kmd1v6jUZ3pwYERfNtMvOqoXLeIibOEhIJdwAR2xL4W+cwv6SJCj/zaE25Yk4p5
            qKQxlplgTt81R3/RxO2BJChwknwxtPJOiiXno+W8VnrnY1Wl4rf6Mskm5wIDAQAB
            AoGBAJD77NWSJBv/VjViqsXvDrRYew+hpnEpLtksTp/FfJQVAks6GlgJeJjoVF0O
            7wpv2NFcDtYuirmwMgjRMG/IuH1MJsuLUMRz23a7f9BMhb0QWOtLCSOhFFoTEHK+
            YM/dCy3voiaB8SSFK9U1YeYH948s+5rHrLl6bxpu+pa4ojChAkEA1BoDVk3OtyDf
            Tmq36W8DDoJRDLn8BL2y0+veRw+tz3Ormtg3vdRWoeI9IyFm6VG35gWn0FNB99sG
            yA5Wmw6zVwJBAMenwvGYRhCezDU8AYT7MUgF2VQDtY7dVx7L4IcWoq/aymsrSf8b
            fDbUSJd4nod+e4xtvk6ZabG7iNwzhMzO/vECQQCLJ2nrFG873HhFZWS15RxXR45P
            UDIVFjQeL5CMhK/e/B+pHpQrmgUgfmLoCoEPMIr7gdhgqE8OgweG90lAv7tPAkA4
            OnX7hnANFDvcrjabVgcOCp+nOpgyUQHNKYvlX6mXrx2cywc+8mWsJ2L+TbkP3b47
            0VhsWGZc6LzljxjSeWVxAkBxn0OQqODD8NxLbgdBTyBgMEdtNO6NnPcMLyUC2tjy
            qSJUi6V6VppVD1RZuwYNJyywOLzfADR+FOt9ogO+cW2o
            -----END RSA PRIVATE KEY-----
            """;

    @Test
    void readsAKeyThatBeginsWithoutItsAlgorithm() {
        PublicKey certified = KeyPairs.certified(CERTIFICATE).orElseThrow();

        assertThat(KeyPairs.belong(certified, KEY)).isTrue();
        assertThat(KeyPairs.belong(certified, KEY.replace("MIIC", "MIID"))).isFalse();
    }

    @Test
    void passesOverWhatStandsBeforeACertificate() {
        assertThat(KeyPairs.certified("0 of 1\n" + CERTIFICATE)).isPresent();
    }

    @Test
    void knowsWhatIsNoCertificate() {
        assertThat(KeyPairs.certified("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
                .isEmpty();
        assertThat(KeyPairs.certified("")).isEmpty();
    }
}
