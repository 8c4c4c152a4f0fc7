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
    DESCRIBE_LOAD_BALANCERS("DescribeLoadBalancers", Sort.READ),
    DESCRIBE_LISTENERS("DescribeListeners", Sort.READ),
    DESCRIBE_TARGETS("DescribeTargets", Sort.READ),
    DESCRIBE_TARGET_HEALTH("DescribeTargetHealth", Sort.POLL),
    DESCRIBE_TASK_STATUS("DescribeTaskStatus", Sort.POLL),
    CREATE_LOAD_BALANCER("CreateLoadBalancer", Sort.WRITE),
    MODIFY_LOAD_BALANCER("ModifyLoadBalancerAttributes", Sort.WRITE),
    SET_SECURITY_GROUPS("SetLoadBalancerSecurityGroups", Sort.WRITE),
    DELETE_LOAD_BALANCER("DeleteLoadBalancer", Sort.WRITE),
    CREATE_LISTENER("CreateListener", Sort.WRITE),
    MODIFY_LISTENER("ModifyListener", Sort.WRITE),
    DELETE_LISTENERS("DeleteLoadBalancerListeners", Sort.WRITE),
    CREATE_RULE("CreateRule", Sort.WRITE),
    MODIFY_RULE("ModifyRule", Sort.WRITE),
    MODIFY_DOMAIN("ModifyDomainAttributes", Sort.WRITE),
    DELETE_RULE("DeleteRule", Sort.WRITE),
    CREATE_REWRITES("ManualRewrite", Sort.WRITE),
    DELETE_REWRITES("DeleteRewrite", Sort.WRITE),
    DESCRIBE_REWRITES("DescribeRewrite", Sort.POLL),
    REGISTER("BatchRegisterTargets", Sort.TARGET_WRITE),
    DEREGISTER("BatchDeregisterTargets", Sort.TARGET_WRITE),
    SET_WEIGHTS("BatchModifyTargetWeight", Sort.TARGET_WRITE),
    TAG("TagResources", Sort.WRITE),
    UNTAG("UnTagResources", Sort.WRITE),
    DESCRIBE_QUOTA("DescribeQuota", Sort.POLL),
    DESCRIBE_CERTIFICATES("DescribeCertificates", Sort.POLL),
    UPLOAD_CERTIFICATE("UploadCertificate", Sort.WRITE),
    DELETE_CERTIFICATE("DeleteCertificate", Sort.WRITE),
    ASSUME_ROLE("AssumeRoleWithWebIdentity", Sort.POLL);

    private enum Sort {
        /** A read that the drift check makes as well. */
        READ(Share.DRIFT),
        /** Any other read. */
        POLL(null),
        WRITE(null),
        /** A write that is also tried while a task runs. */
        TARGET_WRITE(Share.REPEAT);

        private final @Nullable Share smallShare;

        Sort(@Nullable Share smallShare) {
            this.smallShare = smallShare;
        }
    }

    private final String title;
    private final Sort kind;

    Action(String title, Sort kind) {
        this.title = title;
        this.kind = kind;
    }

    String title() {
        return title;
    }

    boolean write() {
        return kind == Sort.WRITE || kind == Sort.TARGET_WRITE;
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
