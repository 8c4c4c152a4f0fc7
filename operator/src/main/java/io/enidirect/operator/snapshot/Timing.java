package io.enidirect.operator.snapshot;

import java.time.Duration;
import java.util.List;

/** The house's own durations: those that no option sets. */
public record Timing(
        Steps steps,
        Targets targets,
        Looks looks,
        Retries retries,
        Reports reports,
        Cluster cluster,
        Lease lease,
        Tasks tasks,
        Quotas quotas,
        Process process) {

    /**
     * When a step goes before others.
     *
     * @param patience a structural step that has waited this long goes before the targets of existing backends
     * @param taskPatience after this much of a running task a target write is tried all the same: busy is the cloud's answer
     * @param taskLife a task without end for this long is given up
     * @param onOnePlan so long the batches of one change go on without another look, while nothing happens
     */
    public record Steps(Duration patience, Duration taskPatience, Duration taskLife, Duration onOnePlan) {}

    /**
     * How long targets wait for proof.
     *
     * @param confirmAfter the confirming read comes this long after the last target write
     * @param confirmAtLast and at the latest this long after the first
     * @param healthEvery so often it is asked whether one of the new ones is alive
     * @param breakAfter a target whose pod still lives waits at most this long for those in its place
     * @param unknownPod so long the answer is waited for whether a pod that nothing is known of is still there
     * @param slicesBehind so long slices may be behind their Service's selector
     */
    public record Targets(
            Duration confirmAfter,
            Duration confirmAtLast,
            Duration healthEvery,
            Duration breakAfter,
            Duration unknownPod,
            Duration slicesBehind) {}

    /**
     * When to look again.
     *
     * @param again between two looks for something that ought to be there
     * @param fresh what a deletion depends on is read again if it was read longer ago than this
     * @param oldOrder how long an earlier, different order is looked for by tag before a new one is given
     * @param late after this long what is recorded and not there never comes
     * @param trustAgain no event tells that the API server answers again
     * @param freeAgain nor that another load balancer has let an address go
     */
    public record Looks(
            Duration again,
            Duration fresh,
            Duration oldOrder,
            Duration late,
            Duration trustAgain,
            Duration freeAgain) {}

    /**
     * How long what failed waits.
     *
     * @param first grows with each attempt
     * @param longest after the cloud's last fault everything converges within 30 s: nothing may sleep longer than this
     * @param busyLongest where the cloud is at work on the same load balancer
     * @param refused the first time, where somebody has to act
     * @param conflict after an object was not the newest: by then the cache has it
     * @param whileTaken while another object has the place of a source's own
     * @param frontLongest of a source, whose front talks to Kubernetes only
     */
    public record Retries(
            Duration first,
            Duration longest,
            Duration busyLongest,
            Duration refused,
            Duration conflict,
            Duration whileTaken,
            Duration frontLongest) {}

    /**
     * How often users are told.
     *
     * @param countsEvery target counts alone are no reason to write a status more often
     * @param problemAgain a problem that comes and goes, with the pods of a rollout for instance
     * @param deletionWaits one that waits longer for its turn waits for the cloud's limit of deletions
     * @param noTargetsAfter that a Service's pods give no target: each is without for a moment when it is new
     */
    public record Reports(
            Duration countsEvery, Duration problemAgain, Duration deletionWaits, Duration noTargetsAfter) {}

    /**
     * What is asked of the API server.
     *
     * @param longestSync the start waits for no kind any longer, CloudLoadBalancers apart
     * @param syncedYet between two looks whether CloudLoadBalancers are known
     * @param podQuestions between two questions whether a pod is there: 20 a second in all
     * @param podAnswer that a pod is there is true for a while only, and so is that there is none of a name
     * @param missing so long nobody asks again for what is not there
     * @param token so long a token is used before it is looked for again
     */
    public record Cluster(
            Duration longestSync,
            Duration syncedYet,
            Duration podQuestions,
            Duration podAnswer,
            Duration missing,
            Duration token) {}

    /**
     * The Lease whose holder writes (design §4, Fencing).
     *
     * @param life of a renewal: another may hold it after that
     * @param renewDeadline who has not renewed it for this long gives it up
     * @param retry between two tries to have or renew it
     * @param writable so long after a renewal a write may start
     * @param writeAgain a write that may not start now is tried again after this
     */
    public record Lease(
            Duration life, Duration renewDeadline, Duration retry, Duration writable, Duration writeAgain) {}

    /**
     * Accepted calls that have not ended.
     *
     * @param polls how long after its acceptance, and then after each answer, one is asked about; the last goes on
     * @param idle while there is none
     * @param stuck a poller that is behind for this long is not alive
     */
    public record Tasks(List<Duration> polls, Duration idle, Duration stuck) {
        public Tasks {
            polls = List.copyOf(polls);
        }
    }

    /**
     * What the account may have.
     *
     * @param every between two questions, up to a tenth more
     * @param again after the first that got no answer; each further one waits twice as long, up to {@code every}
     */
    public record Quotas(Duration every, Duration again) {}

    /**
     * The process as a whole.
     *
     * @param longThought a load balancer over which was thought longer rests as long
     * @param stuck a reconcile that lasts longer keeps the process from being alive
     * @param ending what is being reconciled has this long to come to its end
     */
    public record Process(Duration longThought, Duration stuck, Duration ending) {}

    public static final Timing HOUSE = new Timing(
            new Steps(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofSeconds(1)),
            new Targets(
                    Duration.ofMillis(500),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60)),
            new Looks(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30)),
            new Retries(
                    Duration.ofMillis(500),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(250),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(30)),
            new Reports(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofSeconds(10)),
            new Cluster(
                    Duration.ofSeconds(20),
                    Duration.ofMillis(500),
                    Duration.ofMillis(50),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1)),
            new Lease(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2)),
            new Tasks(
                    List.of(
                            Duration.ofMillis(200),
                            Duration.ofMillis(400),
                            Duration.ofMillis(800),
                            Duration.ofMillis(1500)),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1)),
            new Quotas(Duration.ofHours(1), Duration.ofSeconds(5)),
            new Process(Duration.ofMillis(100), Duration.ofMinutes(5), Duration.ofSeconds(10)));
}
