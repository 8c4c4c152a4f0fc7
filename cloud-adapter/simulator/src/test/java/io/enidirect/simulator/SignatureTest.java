package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enidirect.simulator.cloud.ApiError;
import io.enidirect.simulator.cloud.Settings;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignatureTest {
    private static final String BODY = "{\"Limit\":1}";

    private Simulator simulator;
    private Client client;

    @BeforeAll
    void start() {
        Settings settings = Settings.DEFAULT.withRegions(Set.of("ap-guangzhou"));
        simulator = Simulator.start(SimulatorOptions.of(Client.ID, Client.KEY).withSettings(settings));
        client = new Client(simulator.endpoint());
    }

    @AfterAll
    void close() {
        simulator.close();
    }

    private String codeWith(UnaryOperator<Client.Signing> spoil) throws Exception {
        return client.codeOf("DescribeLoadBalancers", BODY, spoil.apply(client.signing(BODY)));
    }

    @Test
    void acceptsWhatIsSignedRight() throws Exception {
        assertThat(codeWith(right -> right)).isEqualTo("OK");
    }

    /** The SDK for Python looks for errors in {@code application/json} alone, without a charset. */
    @Test
    void answersInTheTypeOfTheCloudToTheLetter() throws Exception {
        assertThat(client.send("DescribeLoadBalancers", BODY, client.signing(BODY))
                        .headers()
                        .allValues("Content-Type"))
                .containsExactly("application/json");
    }

    @Test
    void acceptsTheHostSignedWithoutItsPort() throws Exception {
        assertThat(codeWith(right -> right.host("127.0.0.1"))).isEqualTo("OK");
        assertThat(codeWith(right -> right.host("127.0.0.2"))).isEqualTo("AuthFailure.SignatureFailure");
        assertThat(codeWith(right -> right.host("127.0.0.1").key("another"))).isEqualTo("AuthFailure.SignatureFailure");
    }

    @Test
    void refusesATimeThatIsNone() throws Exception {
        Map<String, String> headers =
                Map.of("Authorization", Client.authorization(client.signing("")), "X-TC-Timestamp", "9".repeat(18));

        assertThatThrownBy(() -> new Tc3(Client.ID, Client.KEY, null)
                        .verify(name -> headers.getOrDefault(name, ""), new byte[0], Instant.now()))
                .isInstanceOfSatisfying(
                        ApiError.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("AuthFailure.InvalidAuthorization"));
    }

    @Test
    void refusesAnotherKey() throws Exception {
        assertThat(codeWith(right -> right.key(Client.KEY + "x"))).isEqualTo("AuthFailure.SignatureFailure");
    }

    @Test
    void refusesAnotherBodyThanTheSignedOne() throws Exception {
        assertThat(codeWith(right -> right.signedBody("{\"Limit\":2}"))).isEqualTo("AuthFailure.SignatureFailure");
    }

    @Test
    void refusesAnotherHostThanTheSignedOne() throws Exception {
        assertThat(codeWith(right -> right.host("127.0.0.1:1"))).isEqualTo("AuthFailure.SignatureFailure");
    }

    @Test
    void refusesAnotherTimeThanTheSignedOne() throws Exception {
        assertThat(codeWith(right -> right.sentTime(right.time().minusSeconds(1))))
                .isEqualTo("AuthFailure.SignatureFailure");
    }

    @Test
    void refusesATimeThatIsFiveMinutesOff() throws Exception {
        Instant now = Instant.now();

        assertThat(codeWith(right -> right.signedAt(now.minusSeconds(290)))).isEqualTo("OK");
        assertThat(codeWith(right -> right.signedAt(now.minusSeconds(310)))).isEqualTo("AuthFailure.SignatureExpire");
        assertThat(codeWith(right -> right.signedAt(now.plusSeconds(310)))).isEqualTo("AuthFailure.SignatureExpire");
    }

    @Test
    void refusesAnUnknownId() throws Exception {
        assertThat(codeWith(right -> right.id("AKIDother"))).isEqualTo("AuthFailure.SecretIdNotFound");
    }

    @Test
    void refusesATokenThatNobodyGave() throws Exception {
        assertThat(codeWith(right -> right.token("t"))).isEqualTo("AuthFailure.TokenFailure");
    }

    @Test
    void refusesUnknownVersionsActionsAndRegions() throws Exception {
        assertThat(codeWith(right -> right.version("2018-03-18"))).isEqualTo("NoSuchVersion");
        assertThat(codeWith(right -> right.region("moon"))).isEqualTo("UnsupportedRegion");
        assertThat(client.codeOf("DescribeLoadBalancerz", BODY, client.signing(BODY)))
                .isEqualTo("InvalidAction");
        assertThat(client.codeOf("TagResources", BODY, client.signing(BODY))).isEqualTo("InvalidAction");
    }
}
