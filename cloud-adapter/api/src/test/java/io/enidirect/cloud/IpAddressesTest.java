package io.enidirect.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "010.0.00.1, 10.0.0.1",
        "2001:DB8::1, 2001:db8::1",
        "2001:db8:0:0:0:0:0:1, 2001:db8::1",
        "2001:0db8::0001, 2001:db8::1",
        // the longest run, of two the first, and a single group not at all
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "fe80:0:0:0:0:0:0:0, fe80::",
        "::ffff:10.0.0.1, 10.0.0.1",
        "::FFFF:a00:1, 10.0.0.1",
        "64:ff9b::192.0.2.1, 64:ff9b::c000:201"
    })
    void haveOneSpelling(String text, String canonical) {
        assertThat(IpAddresses.canonical(text)).isEqualTo(canonical);
        assertThat(IpAddresses.canonical(canonical)).isEqualTo(canonical);
        assertThat(IpAddresses.parse(text)).isPresent().isEqualTo(IpAddresses.parse(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "web", "web.example.com", "10.0.0", "10.0.0.256", "1:2", "fe80::1%eth0", "::g", "1::2::3"})
    void areNotGuessed(String text) {
        assertThat(IpAddresses.parse(text)).isEmpty();
        assertThat(IpAddresses.canonical(text)).isEqualTo(text);
    }

    @Test
    void areNeverLong() {
        assertThat(IpAddresses.parse("1:".repeat(1_000_000))).isEmpty();
        assertThat(IpAddresses.parse("1".repeat(1_000_000))).isEmpty();
        // the JDK reads a group with any number of zeros before it
        assertThat(IpAddresses.parse("0".repeat(60) + "1::1")).isEmpty();
    }

    @Test
    void makeTwoSpellingsOneTarget() {
        assertThat(new Target("2001:DB8:0::1", 80)).isEqualTo(new Target("2001:db8::1", 80));
    }
}
