package io.enidirect.cloud.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.clb.v20180317.ClbErrorCode;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.ssl.v20191205.SslErrorCode;
import com.tencentcloudapi.sts.v20180813.StsErrorCode;
import com.tencentcloudapi.tag.v20180813.TagErrorCode;
import io.enidirect.cloud.CloudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorsTest {
    private static final Path CODES = Path.of("src/test/resources/codes.txt");
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private final Errors errors = new Errors(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest(name = "{0} ''{1}'' is {2}")
    @CsvSource(textBlock = """
            FailedOperation.ResourceInOperating, 'Loadbalancer(lb-1) is not in normal desState', Busy
            FailedOperation.InvalidLBStatus, any, Busy
            FailedOperation.ResourceInCloning, any, Busy
            FailedOperation, 'LB is not in normal status', Busy
            FailedOperation, 'Your task is working (DelQLBL4ListenerDevice)', Busy
            InternalError, 'desState is abnormal', Busy
            InternalError, 'des status abnormal', Busy
            InvalidParameter, 'Loadbalancer(lb-1) is not in normal desState', Busy
            RequestLimitExceeded, any, Throttled
            RequestLimitExceeded.UinLimitExceeded, any, Throttled
            RequestLimitExceeded.GlobalRegionUinLimitExceeded, any, Throttled
            FailedOperation.FrequencyCheckRisk, any, Throttled
            InvalidParameter.LBIdNotFound, any, NotFound
            InvalidParameter.ListenerIdNotFound, any, NotFound
            InvalidParameter.LocationNotFound, any, NotFound
            InvalidParameter, 'LoadBalancer not exists', NotFound
            InvalidParameter, 'LB not exist', NotFound
            InvalidParameter, 'some ListenerId lbl-1 not found', NotFound
            InvalidParameter, 'LocationId loc-1 does not exist', NotFound
            InvalidParameter, 'the certificate of the Listener: cert-1 not found', Rejected
            InvalidParameter.PortCheckFailed, any, Conflict
            InvalidParameter.RewriteAlreadyExist, any, Conflict
            InvalidParameter.SomeRewriteNotFound, any, NotFound
            InvalidParameterValue.Duplicate, any, Conflict
            InvalidParameter, 'The rule a.test / exists already.', Conflict
            FailedOperation, 'Duplicate location', Conflict
            LimitExceeded, any, Quota
            ResourceInsufficient, any, Quota
            ServiceUnavailable, any, Unavailable
            ActionOffline, any, Unavailable
            IpInBlacklist, any, Denied
            IpNotInWhitelist, any, Denied
            ResourceInUse.Whatever, any, Conflict
            FailedOperation.InsufficientBalance, any, Quota
            ResourcesSoldOut, any, Quota
            AuthFailure.TokenFailure, any, Denied
            AuthFailure.SignatureExpire, any, Denied
            UnauthorizedOperation, any, Denied
            InvalidParameter, any, Rejected
            InvalidParameter.ClientTokenLimitExceeded, any, Rejected
            InvalidParameterValue, 'the certificate was not found', Rejected
            InvalidParameterValue.Length, any, Rejected
            MissingParameter, any, Rejected
            UnsupportedOperation.VPCMismatch, any, Rejected
            FailedOperation.TargetNumCheckRisk, any, Rejected
            FailedOperation.TrafficCheckRisk, any, Rejected
            FailedOperation, 'the load balancer is protected', Rejected
            SomethingNew, any, Rejected
            InternalError, any, UnknownOutcome
            InternalError.Db, any, UnknownOutcome
            ServerSideError, 'response code is 500, not 200', UnknownOutcome
            ResourceUnavailable, any, UnknownOutcome
            FailedOperation, '', UnknownOutcome
            """)
    void everyCodeHasItsKind(String code, String message, String kind) {
        CloudException of = errors.of(Action.CREATE_LISTENER, new TencentCloudSDKException(message, "req-1", code));

        assertThat(of.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(of.code()).isEqualTo(code);
        assertThat(of.getMessage()).startsWith("CreateListener: " + code + ": " + message);
        assertThat(of.getMessage()).endsWith("(request req-1)");
    }

    /**
     * What each code means that the SDK names, product by product, with a text that says nothing. {@code -Dcodes.update}
     * writes the table anew: read the difference, a code that the table does not know is {@code Rejected}.
     */
    @Test
    void everyCodeThatTheSdkNamesHasItsKind() throws IOException {
        String actual = Stream.of(
                        ClbErrorCode.values(), SslErrorCode.values(), StsErrorCode.values(), TagErrorCode.values())
                .flatMap(Stream::of)
                .map(code -> code.getDeclaringClass()
                                .getSimpleName()
                                .replace("ErrorCode", "")
                                .toLowerCase(Locale.ROOT)
                        + " " + value(code))
                .sorted()
                .map(code -> code + " " + kind(code.substring(code.indexOf(' ') + 1)) + "\n")
                .collect(Collectors.joining());
        if (System.getProperty("codes.update") != null) {
            Files.writeString(CODES, actual);
        }

        assertThat(actual).isEqualTo(Files.readString(CODES));
    }

    /** Each product has an enum of its own, and none has a type in common. */
    private static String value(Enum<?> code) {
        try {
            return (String) code.getClass().getMethod("getValue").invoke(code);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A code without a value: " + code, e);
        }
    }

    private String kind(String code) {
        return errors.of(Action.CREATE_LISTENER, new TencentCloudSDKException("any", "req-1", code))
                .getClass()
                .getSimpleName();
    }

    @Test
    void aTagKeyThatIsFullSaysWhatToDo() {
        assertThat(errors.of(Action.TAG, new TencentCloudSDKException("any", "req-1", "LimitExceeded.TagValue"))
                        .remedy())
                .hasValueSatisfying(remedy -> assertThat(remedy).contains("eni-direct-owner"));
        assertThat(errors.of(Action.TAG, new TencentCloudSDKException("any", "req-1", "LimitExceeded.TagKey"))
                        .remedy())
                .isEmpty();
    }

    @Test
    void ofAReadNothingCanHaveHappened() {
        assertThat(errors.of(Action.DESCRIBE_LISTENERS, new TencentCloudSDKException("oops", "req-1", "InternalError")))
                .isInstanceOf(CloudException.Unavailable.class);
        assertThat(errors.of(Action.DESCRIBE_LISTENERS, new NullPointerException()))
                .isInstanceOf(CloudException.Unavailable.class);
    }

    @Test
    void aTaskThatNobodyKnowsIsNotFoundWhateverItsCode() {
        for (String code : new String[] {"InvalidParameter", "FailedOperation", "InvalidParameterValue"}) {
            assertThat(errors.of(Action.DESCRIBE_TASK_STATUS, new TencentCloudSDKException("no task", "req-1", code)))
                    .isInstanceOf(CloudException.NotFound.class);
        }
    }

    @Test
    void throttledForASecondAndAfterTooManyDeletionsForFiveMinutes() {
        assertThat(until("RequestLimitExceeded")).isEqualTo(NOW.plusSeconds(1));
        assertThat(until("FailedOperation.FrequencyCheckRisk")).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    private Instant until(String code) {
        CloudException of = errors.of(Action.DELETE_LOAD_BALANCER, new TencentCloudSDKException("any", "req-1", code));
        return ((CloudException.Throttled) of).until();
    }

    @Test
    void noSecretGetsIntoATextNorIntoACause() {
        TencentCloudSDKException quoting = new TencentCloudSDKException(
                "The SecretId AKIDPLANTEDid is unknown. -----BEGIN PRIVATE KEY-----\nabc", "req-1", "AuthFailure");
        TencentCloudSDKException broken =
                new TencentCloudSDKException("AKIDPLANTED", new IOException("unexpected AKIDPLANTEDkey"));
        for (CloudException of : new CloudException[] {
            errors.of(Action.CREATE_LISTENER, quoting),
            errors.of(Action.CREATE_LISTENER, broken),
            errors.of(Action.CREATE_LISTENER, new IllegalStateException("AKIDPLANTED"))
        }) {
            assertThat(of).hasNoCause();
            assertThat(of.getMessage()).doesNotContain("PLANTED", "PRIVATE KEY", "abc");
        }
    }
}
