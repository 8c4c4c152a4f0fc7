package io.enidirect.operator;

import io.enidirect.cloud.LoadBalancers;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.apply.Applier;
import io.enidirect.operator.apply.Backoff;
import io.enidirect.operator.apply.CloudStates;
import io.enidirect.operator.events.Events;
import io.enidirect.operator.fencing.Fence;
import io.enidirect.operator.fencing.FencedLoadBalancers;
import io.enidirect.operator.fencing.LeaseFence;
import io.enidirect.operator.fencing.LeaseSettings;
import io.enidirect.operator.front.Refusals;
import io.enidirect.operator.front.SourceReconciler;
import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.kinds.SourceOptions;
import io.enidirect.operator.kinds.registry.HouseKinds;
import io.enidirect.operator.loadbalancer.LoadBalancerReconciler;
import io.enidirect.operator.loadbalancer.PhaseTimes;
import io.enidirect.operator.loadbalancer.TaskEnds;
import io.enidirect.operator.loadbalancer.Workers;
import io.enidirect.operator.metrics.Metrics;
import io.enidirect.operator.observe.ClusterWatch;
import io.enidirect.operator.observe.EventTimes;
import io.enidirect.operator.observe.ObserveSources;
import io.enidirect.operator.observe.Observer;
import io.enidirect.operator.options.Options;
import io.enidirect.operator.region.quotas.AccountLimits;
import io.enidirect.operator.region.tasks.TaskPoller;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Timing;
import io.enidirect.operator.status.Health;
import io.enidirect.operator.status.Overview;
import io.enidirect.operator.status.Reconciles;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts put together: the reconcilers, the task poller and the fence around the cloud. */
public final class Controller implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Controller.class);
    /** Threads for each front beside the workers: they only talk to Kubernetes. */
    private static final int FRONT_THREADS = 8;

    private final Operator operator;
    private final CloudStates states;
    private final ClusterWatch cluster;
    private final ObserveSources sources;
    private final Reconciles reconciles;
    private final TaskPoller tasks;
    private final AccountLimits limits;
    private final TaskEnds ended;
    private final Events events;
    private final Refusals refusals = new Refusals();
    private final @Nullable LeaseFence lease;
    private volatile boolean closing;

    /**
     * Nothing runs before {@link #start}.
     *
     * @param more what other kinds of source there are besides the house's own
     * @param cloud not yet fenced
     * @param lease whose holder writes; null without leader election
     * @param instance names this process in events
     * @param lost told when the Lease is lost, close apart: from then on nothing is written, for good
     */
    public Controller(
            Options options,
            UnaryOperator<Kinds> more,
            KubernetesClient client,
            LoadBalancers cloud,
            @Nullable LeaseSettings lease,
            String instance,
            Clock clock,
            Metrics metrics,
            Runnable lost) {
        Kinds kinds = more.apply(HouseKinds.of(new SourceOptions(
                options.ingressClasses(),
                options.claimBesideTke(),
                options.defaultProfile(),
                options.vpcId(),
                options.writeTkeAnnotations())));
        this.lease = lease == null ? null : LeaseFence.watch(client, lease, clock);
        Fence fence = this.lease == null ? Fence.NONE : this.lease;
        LoadBalancers fenced = new FencedLoadBalancers(cloud, fence, clock);
        states = new CloudStates(
                new Backoff(
                        options.maxRetryInterval(),
                        () -> ThreadLocalRandom.current().nextDouble()),
                clock);
        ended = new TaskEnds(states);
        tasks = new TaskPoller(fenced, clock, ended);
        limits = new AccountLimits(
                fenced, clock, () -> ThreadLocalRandom.current().nextDouble(), this::limitsChanged);
        events = new Events(client, instance, clock);
        reconciles = new Reconciles(metrics, clock);
        operator = new Operator(configuration -> {
            configuration
                    .withKubernetesClient(client)
                    .withMetrics(reconciles)
                    .withResourceCloner(AsItIs.INSTANCE)
                    .withCloseClientOnStop(false)
                    // a kind that can't be listed or watched is tried for ever, and not trusted meanwhile
                    .withStopOnInformerErrorDuringStartup(false)
                    .withCacheSyncTimeout(Timing.HOUSE.cluster().longestSync())
                    .withInformerStoppedHandler(Controller::stopped)
                    .withConcurrentReconciliationThreads(
                            options.workers() + kinds.all().size() * FRONT_THREADS)
                    .withReconciliationTerminationTimeout(Timing.HOUSE.process().ending());
            if (lease != null) {
                configuration.withLeaderElectionConfiguration(
                        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LeaseSettings.NAME)
                                .withLeaseNamespace(lease.namespace())
                                .withIdentity(lease.identity())
                                .withLeaseDuration(Timing.HOUSE.lease().life())
                                .withRenewDeadline(Timing.HOUSE.lease().renewDeadline())
                                .withRetryPeriod(Timing.HOUSE.lease().retry())
                                .withLeaderCallbacks(
                                        new LeaderCallbacks(limits::start, () -> stopLeading(lost), id -> {}))
                                // The framework's own exit would come at each close as well, and then wait for
                                // itself. Not only for tests, whatever it is called.
                                .buildForTest(false));
            }
        });
        EventTimes times = new EventTimes(clock, metrics::eventToCall);
        cluster = new ClusterWatch(client, kinds);
        sources = new ObserveSources(cluster, times, clock);
        registerLoadBalancers(options, fenced, times, metrics, clock);
        kinds.all().forEach(kind -> registerFront(kind, clock));
    }

    /** No reconciler changes what it is given, so that none needs a copy, which is by way of JSON, at each call. */
    private enum AsItIs implements Cloner {
        INSTANCE;

        @Override
        public <R extends HasMetadata> R clone(R object) {
            return object;
        }
    }

    private <P extends HasMetadata> void registerFront(SourceKind<P> kind, Clock clock) {
        SourceReconciler<P> front = new SourceReconciler<>(kind, cluster, events, refusals, clock);
        cluster.sources(kind).filledBy(front.register(operator));
        reconciles.afterDeletions(kind.name(), front::forgotten);
    }

    /** It never ends the process here: the liveness probe tells of it. */
    private static void stopped(SharedIndexInformer<?> informer, @Nullable Throwable cause) {
        if (cause != null) {
            log.atError()
                    .addKeyValue("kind", informer.getApiTypeClass().getSimpleName())
                    .setCause(cause)
                    .log("An informer has stopped: nothing is done on its word until this process is started anew");
        }
    }

    private void stopLeading(Runnable lost) {
        if (!closing) {
            lost.run();
        }
    }

    private void registerLoadBalancers(
            Options options, LoadBalancers cloud, EventTimes times, Metrics metrics, Clock clock) {
        Settings settings = new Settings(
                options.clusterId(),
                options.vpcId(),
                options.passToTarget(),
                options.targetRanges(),
                options.externalRanges(),
                options.hostNetworkTargets(),
                options.driftInterval());
        LoadBalancerReconciler reconciler = new LoadBalancerReconciler(
                new Observer(settings, limits::now, clock, states, sources),
                sources,
                new Applier(cloud, states, tasks::watch, clock),
                states,
                ended,
                new Workers(options.workers()),
                PhaseTimes.of(clock, metrics::phase),
                times,
                events);
        cluster.loadBalancers().filledBy(operator.<CloudLoadBalancer>register(reconciler, reconciler::configure));
        reconciles.afterDeletions("CloudLoadBalancer", sources::forgotten);
    }

    /** Starts everything; with leader election it returns before this process leads. */
    public void start() {
        tasks.start();
        cluster.start();
        if (!closing) {
            operator.start();
        }
        if (lease == null) {
            limits.start();
        }
    }

    private void limitsChanged() {
        ended.limitsChanged(cluster.loadBalancers().store().values());
    }

    /** Credentials can be had again: whatever was denied for want of them is tried at once. */
    public void credentialsReturned() {
        ended.credentialsReturned();
    }

    Health health() {
        return new Health(cluster, tasks, reconciles);
    }

    /** All load balancers, from the cache. */
    Overview overview() {
        return Overview.of(cluster.loadBalancers().store().values(), refusals.all());
    }

    Reconciles reconciles() {
        return reconciles;
    }

    int tasksRunning() {
        return tasks.count();
    }

    /** Takes up to 10 s: what is being reconciled comes to its end, still holding the Lease, which then goes to who wants it. */
    @Override
    public void close() {
        closing = true;
        operator.stop();
        if (lease != null) {
            lease.giveUp();
        }
        cluster.close();
        tasks.close();
        limits.close();
        events.close();
        if (lease != null) {
            lease.close();
        }
    }
}
