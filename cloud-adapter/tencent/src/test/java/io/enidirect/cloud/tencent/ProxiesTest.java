package io.enidirect.cloud.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxiesTest {
    private static final URI CLOUD = URI.create("https://clb.tencentcloudapi.com");

    @Test
    void withoutAVariableEverythingIsDirect() {
        Proxies proxies = Proxies.of(Map.of("HTTPS_PROXY", " ", "https_proxy", "", "NO_PROXY", "not parsed ://"));

        assertThat(proxies.isEmpty()).isTrue();
        assertThat(proxies.reaching(CLOUD)).isEmpty();
    }

    @Test
    void eachSchemeHasItsProxyAndTheOneForAllCountsForTheRest() {
        Proxies proxies = Proxies.of(Map.of("HTTPS_PROXY", "http://s:1", "ALL_PROXY", "http://a:2"));

        assertThat(proxies.reaching(CLOUD)).hasValue(URI.create("http://s:1"));
        assertThat(proxies.reaching(URI.create("http://cloud.test"))).hasValue(URI.create("http://a:2"));
    }

    @Test
    void lowerCaseCountsWhereUpperCaseIsNotSet() {
        assertThat(Proxies.of(Map.of("https_proxy", "lower:1")).reaching(CLOUD)).hasValue(URI.create("http://lower:1"));
        assertThat(Proxies.of(Map.of("https_proxy", "lower:1", "HTTPS_PROXY", "upper:1"))
                        .reaching(CLOUD))
                .hasValue(URI.create("http://upper:1"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.test, http://proxy.test:80",
        "http://Proxy.test:3128/, http://proxy.test:3128",
        "proxy.test:3128, http://proxy.test:3128",
        "10.0.0.9:3128, http://10.0.0.9:3128",
        "http://[fd00::9]:3128, http://[fd00::9]:3128",
        "http://me:p%40ss@proxy.test:3128, http://me:p%40ss@proxy.test:3128",
    })
    void takesAProxyByHttp(String value, String address) {
        assertThat(Proxies.of(Map.of("HTTPS_PROXY", value)).reaching(CLOUD)).hasValue(URI.create(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://me:hunter2@proxy.test:3128",
                "socks5://me:hunter2@proxy.test:1080",
                "http://me:hunter2@proxy.test:99999",
                "http://me:hunter2@proxy.test:0",
                "http://me:hunter2@proxy.test/path",
                "http://me:hunter2@proxy.test?q",
                "http://me:hunter2@",
                "http://me:hun ter2@proxy.test",
                "http://me:hunter2/@proxy.test:3128",
                "me:hunter2@pro xy",
            })
    void refusesAnyOtherProxyAndTellsNothingOfItsPassword(String value) {
        assertThatThrownBy(() -> Proxies.of(Map.of("https_proxy", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("https_proxy: '…@")
                .hasMessageEndingWith(
                        "is no proxy that can be used: it has to be http://[user:password@]host[:port], with"
                                + " what is special in user and password percent-encoded. Mend it or unset it")
                .message()
                .doesNotContain("hun", "ter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // entry | who is spared | who is not
                "clb.tencentcloudapi.com | https://clb.tencentcloudapi.com https://x.clb.tencentcloudapi.com"
                        + " | https://tag.tencentcloudapi.com https://xclb.tencentcloudapi.com",
                "TencentCloudAPI.com | https://clb.tencentcloudapi.com https://CLB.TencentCloudAPI.com | https://api.com",
                ".tencentcloudapi.com | https://clb.tencentcloudapi.com | https://tencentcloudapi.com",
                "*.tencentcloudapi.com | https://clb.tencentcloudapi.com | https://tencentcloudapi.com",
                "a.test:8443 | https://a.test:8443 https://b.a.test:8443 | https://a.test",
                "a.test:443 | https://a.test | https://a.test:8443",
                "10.0.0.1 | https://10.0.0.1 https://10.0.0.1:6443 | https://10.0.0.2 https://10.0.0.1.test",
                "10.0.0.1:6443 | https://10.0.0.1:6443 | https://10.0.0.1",
                "10.96.0.0/12 | https://10.96.0.1 https://10.111.255.255 | https://10.112.0.0 https://[fd00::1]",
                "0.0.0.0/0 | https://9.9.9.9 | https://a.test",
                "fd00::/8 | https://[fd00::1]:443 | https://[fe00::1] https://10.0.0.1",
                "fd00::1 | https://[fd00:0::1] | https://[fd00::2]",
                "[fd00::1]:443 | https://[fd00::1] | https://[fd00::1]:6443",
                "* | https://clb.tencentcloudapi.com https://10.0.0.1 |",
                "'a.test, b.test c.test,,' | https://a.test https://b.test https://c.test | https://d.test",
                // nobody sends these to a proxy, whatever the list says
                "x | https://localhost:1 https://127.0.0.1:1 https://[::1] https://169.254.0.23"
                        + " https://metadata.tencentyun.com | https://170.254.0.23",
            })
    void sparesWhomTheListNames(String list, String spared, String not) {
        Proxies proxies = Proxies.of(Map.of("ALL_PROXY", "p:1", "NO_PROXY", list));

        assertThat(spared.split(" "))
                .allSatisfy(each ->
                        assertThat(proxies.reaching(URI.create(each))).as(each).isEmpty());
        if (not != null) {
            assertThat(not.split(" "))
                    .allSatisfy(each -> assertThat(proxies.reaching(URI.create(each)))
                            .as(each)
                            .isPresent());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.test",
                "10.0.0.0/33",
                "10.0.0.0/",
                "a.test/24",
                "10.0.0.300",
                "a.test:0",
                "a.test:70000",
                "[a.test]:1",
                "fd00::/129",
                "a*b",
                "<local>",
            })
    void refusesWhatIsNoEntry(String entry) {
        assertThatThrownBy(() -> Proxies.of(Map.of("HTTP_PROXY", "p:1", "no_proxy", "a.test," + entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "no_proxy: '" + entry + "' is no entry: each is a host, .domain, address, range")
                .hasMessageEndingWith("parted by commas. Mend it or take it out");
    }

    @Test
    void isShownWithoutCredentials() {
        Map<String, String> environment = new HashMap<>();
        assertThat(Proxies.of(environment)).hasToString("none");
        environment.put("HTTPS_PROXY", "http://me:hunter2@proxy.test:3128");
        environment.put("HTTP_PROXY", "proxy.test");

        assertThat(Proxies.of(environment)).hasToString("{https=http://proxy.test:3128, http=http://proxy.test:80}");
    }
}
