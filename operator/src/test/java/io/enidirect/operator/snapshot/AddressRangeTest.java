package io.enidirect.operator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,     10.0.0.0",
        "10.0.0.0/8,     10.255.255.255",
        "172.16.0.0/12,  172.31.0.1",
        "0.0.0.0/0,      8.8.8.8",
        "192.0.2.7,      192.0.2.7",
        "fc00::/7,       fdff::1",
        "2000::/3,       2001:db8::5",
        "::/0,           ::1",
        "10.0.0.0/8,     ::ffff:10.1.2.3",
    })
    void containsTheAddressesOfTheBlock(String range, String ip) {
        assertThat(AddressRange.parse(range).contains(ip)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,     11.0.0.0",
        "172.16.0.0/12,  172.32.0.0",
        "192.0.2.7,      192.0.2.8",
        "fc00::/7,       fe00::1",
        "::/0,           10.0.0.1",
        "0.0.0.0/0,      ::1",
        "0.0.0.0/0,      localhost",
        "0.0.0.0/0,      10.0.0.256",
        "0.0.0.0/0,      1",
        "::/0,           fe80::1%lo",
        "::/0,           1::2::3",
        "0.0.0.0/0,      ''",
    })
    void containsNothingElse(String range, String ip) {
        assertThat(AddressRange.parse(range).contains(ip)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "192.0.2.7/32", "fc00::/7", "2001:db8::/32", "0.0.0.0/0"})
    void isWrittenAsItIsRead(String text) {
        assertThat(AddressRange.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.1/8", "::/129", "host/8", "10/8"})
    void refusesWhatIsNoBlock(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text));
    }
}
