package io.enidirect.cloud.tencent;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.Share;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls that this adapter knows, each with the cloud's name, and what a lost answer means for it. */
enum Action {
    DESCRIBE_LOAD_BALANCERS("DescribeLoadBalancers", Kind.READ),
    DESCRIBE_LISTENERS("DescribeListeners", Kind.READ),
    DESCRIBE_TARGETS("DescribeTargets", Kind.READ),
    DESCRIBE_TARGET_HEALTH("DescribeTargetHealth", Kind.POLL),
    DESCRIBE_TASK_STATUS("DescribeTaskStatus", Kind.POLL),
    CREATE_LOAD_BALANCER("CreateLoadBalancer", Kind.WRITE),
    MODIFY_LOAD_BALANCER("ModifyLoadBalancerAttributes", Kind.WRITE),
    DELETE_LOAD_BALANCER("DeleteLoadBalancer", Kind.WRITE),
    CREATE_LISTENER("CreateListener", Kind.WRITE),
    MODIFY_LISTENER("ModifyListener", Kind.WRITE),
    DELETE_LISTENERS("DeleteLoadBalancerListeners", Kind.WRITE),
    CREATE_RULE("CreateRule", Kind.WRITE),
    MODIFY_RULE("ModifyRule", Kind.WRITE),
    MODIFY_DOMAIN("ModifyDomainAttributes", Kind.WRITE),
    DELETE_RULE("DeleteRule", Kind.WRITE),
    REGISTER("BatchRegisterTargets", Kind.TARGET_WRITE),
    DEREGISTER("BatchDeregisterTargets", Kind.TARGET_WRITE),
    SET_WEIGHTS("BatchModifyTargetWeight", Kind.TARGET_WRITE),
    TAG("TagResources", Kind.WRITE),
    UNTAG("UnTagResources", Kind.WRITE),
    DESCRIBE_CERTIFICATES("DescribeCertificates", Kind.POLL),
    UPLOAD_CERTIFICATE("UploadCertificate", Kind.WRITE),
    DELETE_CERTIFICATE("DeleteCertificate", Kind.WRITE),
    ASSUME_ROLE("AssumeRoleWithWebIdentity", Kind.POLL);

    private enum Kind {
        /** A read that the drift check makes as well. */
        READ(Share.DRIFT),
        /** Any other read. */
        POLL(null),
        WRITE(null),
        /** A write that is also tried while a task runs. */
        TARGET_WRITE(Share.REPEAT);

        private final @Nullable Share smallShare;

        Kind(@Nullable Share smallShare) {
            this.smallShare = smallShare;
        }
    }

    private final String title;
    private final Kind kind;

    Action(String title, Kind kind) {
        this.title = title;
        this.kind = kind;
    }

    String title() {
        return title;
    }

    boolean write() {
        return kind == Kind.WRITE || kind == Kind.TARGET_WRITE;
    }

    /** The share that is taken out of its budget, beside the full one. */
    @Nullable Share smallShare() {
        return kind.smallShare;
    }

    /** What a call is whose answer was lost or makes no sense: of a read, nothing can have happened. */
    CloudException lost(String code, String message) {
        return write()
                ? new CloudException.UnknownOutcome(title, code, message, null)
                : new CloudException.Unavailable(title, code, message, null);
    }

    /** A field that an answer must have. */
    <T> T require(@Nullable T value, String field) {
        if (value == null) {
            throw lost("MalformedAnswer", "The answer has no " + field);
        }
        return value;
    }

    /** The elements of a list that may be left out or null where it is empty. */
    <T> Stream<T> optional(@Nullable T @Nullable [] values) {
        return values == null ? Stream.empty() : Arrays.stream(values).filter(Objects::nonNull);
    }

    /** The elements of a list that an answer must have. */
    <T> Stream<T> required(@Nullable T @Nullable [] values, String field) {
        return optional(require(values, field));
    }

    /** As many as there should be. */
    <T> List<T> requireSize(List<T> values, long size, String field) {
        if (values.size() != size) {
            throw lost("MalformedAnswer", values.size() + " " + field + ", not " + size);
        }
        return values;
    }
}
