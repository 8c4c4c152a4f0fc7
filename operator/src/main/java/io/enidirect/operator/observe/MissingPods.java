package io.enidirect.operator.observe;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.observe.PodQuestions.Question;
import io.enidirect.operator.observe.PodQuestions.Waiting;
import io.enidirect.operator.snapshot.PodRef;
import io.enidirect.operator.snapshot.Timing;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pods that slices name and the cache does not have. A deletion that the watch saw needs no proof; all others are asked for
 * in the background, and an answer triggers those whom it concerns. What is asked costs no worker any time.
 */
final class MissingPods {
    private static final Logger log = LoggerFactory.getLogger(MissingPods.class);

    /** One that hangs holds up no other. */
    private static final int THREADS = 4;
    /** Then it is for the next look to ask again. */
    private static final int ATTEMPTS = 5;

    private static final int REMEMBERED = 10_000;

    /** @param pod null: there is none */
    private record Answer(@Nullable Pod pod, Instant at) {}

    private final Function<Question, Optional<Pod>> api;
    private final Clock clock;
    private final Source source = new Source();
    private final PodQuestions waiting = new PodQuestions();
    private final Set<Question> inFlight = new HashSet<>();
    private final Map<Question, Answer> answers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Answer> eldest) {
            return size() > REMEMBERED;
        }
    };

    private @Nullable ScheduledExecutorService pace;
    private @Nullable ExecutorService asking;
    private boolean paced;

    /** @param api the pod of that name now, if there is one, whatever its uid; throws where there is no answer */
    MissingPods(Function<Question, Optional<Pod>> api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** Asks while it runs, and brings the answers' events. */
    EventSource<Void, CloudLoadBalancer> source() {
        return source;
    }

    /** The watch saw it go. */
    synchronized void deleted(Pod pod) {
        answer(
                new Question(
                        pod.getMetadata().getNamespace(),
                        new PodRef(
                                pod.getMetadata().getName(), pod.getMetadata().getUid())),
                null);
    }

    /** Whether it is known that there is no such pod. */
    synchronized boolean gone(String namespace, PodRef pod) {
        Answer answer = valid(new Question(namespace, pod));
        return answer != null && answer.pod() == null;
    }

    /** The pod, where it was there when it was asked for. */
    synchronized Optional<Pod> found(String namespace, PodRef pod) {
        return Optional.ofNullable(valid(new Question(namespace, pod))).map(Answer::pod);
    }

    /** No pod of a uid ever comes back. */
    private @Nullable Answer valid(Question question) {
        Answer answer = answers.get(question);
        boolean forEver =
                answer != null && answer.pod() == null && question.pod().uid() != null;
        return answer == null
                        || forEver
                        || answer.at().plus(Timing.HOUSE.cluster().podAnswer()).isAfter(clock.instant())
                ? answer
                : null;
    }

    private void answer(Question question, @Nullable Pod pod) {
        answers.remove(question); // the newest is the last to be forgotten
        answers.put(question, new Answer(pod, clock.instant()));
    }

    /** Has it asked in the background whether the pod is there. */
    synchronized void ask(String namespace, PodRef pod, String loadBalancer) {
        Question question = new Question(namespace, pod);
        if (!inFlight.contains(question)) {
            offer(new Waiting(question, Set.of(new ResourceID(loadBalancer)), 0));
        }
    }

    private void offer(Waiting question) {
        if (waiting.offer(question) && pace != null && !paced) {
            paced = true;
            pace.execute(this::next);
        }
    }

    /** One question; the pace goes on until none is left, so that also the first of the next ones keeps its distance. */
    private synchronized void next() {
        Optional<Waiting> next = waiting.poll();
        paced = next.isPresent();
        try {
            next.ifPresent(question -> {
                inFlight.add(question.question());
                if (pace != null && asking != null) {
                    asking.execute(() -> ask(question));
                    var unused = pace.schedule(
                            this::next, Timing.HOUSE.cluster().podQuestions().toMillis(), TimeUnit.MILLISECONDS);
                }
            });
        } catch (RejectedExecutionException e) {
            log.atDebug().log("No pod is asked for any more: the controller ends");
        }
    }

    private void ask(Waiting asked) {
        Question question = asked.question();
        try {
            Optional<Pod> pod = api.apply(question).filter(found -> isMeant(found, question.pod()));
            synchronized (this) {
                inFlight.remove(question);
                answer(question, pod.orElse(null));
            }
            asked.concerned().forEach(source::propagateEvent);
        } catch (RuntimeException e) {
            log.atDebug()
                    .addKeyValue(
                            "pod", question.namespace() + "/" + question.pod().name())
                    .setCause(e)
                    .log("Can't tell whether a pod that a slice names is there");
            synchronized (this) {
                inFlight.remove(question);
                if (asked.attempts() + 1 < ATTEMPTS) {
                    offer(new Waiting(question, asked.concerned(), asked.attempts() + 1));
                }
            }
        }
    }

    private static boolean isMeant(Pod found, PodRef pod) {
        return pod.uid() == null || pod.uid().equals(found.getMetadata().getUid());
    }

    private synchronized void open() {
        ThreadFactory daemons = run -> {
            Thread thread = new Thread(run, "missing-pods");
            thread.setDaemon(true);
            return thread;
        };
        pace = Executors.newSingleThreadScheduledExecutor(daemons);
        asking = Executors.newFixedThreadPool(THREADS, daemons);
        paced = true;
        pace.execute(this::next);
    }

    private synchronized void close() {
        if (pace != null && asking != null) {
            pace.shutdownNow();
            asking.shutdownNow();
            pace = null;
            asking = null;
        }
    }

    /** Its life is that of the other event sources. */
    private final class Source extends SimpleInboundEventSource<CloudLoadBalancer> {
        Source() {
            super("missing-pods");
        }

        @Override
        public void start() {
            super.start();
            open();
        }

        @Override
        public void stop() {
            close();
            super.stop();
        }
    }
}
