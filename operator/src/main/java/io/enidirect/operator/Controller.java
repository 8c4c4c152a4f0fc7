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
import io.enidirect.operator.http.HealthProbe;
import io.enidirect.operator.loadbalancer.LoadBalancerReconciler;
import io.enidirect.operator.loadbalancer.TaskEnds;
import io.enidirect.operator.loadbalancer.Workers;
import io.enidirect.operator.observe.ObserveSources;
import io.enidirect.operator.observe.Observer;
import io.enidirect.operator.observe.TkeController;
import io.enidirect.operator.options.Options;
import io.enidirect.operator.service.ServiceReconciler;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.tasks.TaskPoller;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** All parts put together: the two reconcilers, the task poller and the fence around the cloud. */
public final class Controller implements AutoCloseable {
    /** Threads for the fronts beside the workers: they only talk to Kubernetes. */
    private static final int FRONT_THREADS = 8;

    private final Operator operator;
    private final CloudStates states;
    private final TaskPoller tasks;
    private final Events events;
    private final @Nullable LeaseFence lease;

    /**
     * Nothing runs before {@link #start}.
     *
     * @param cloud not yet fenced
     * @param lease whose holder writes; null without leader election
     */
    public Controller(
            Options options,
            KubernetesClient client,
            LoadBalancers cloud,
            @Nullable LeaseSettings lease,
            String instance,
            Clock clock) {
        this.lease = lease == null ? null : LeaseFence.watch(client, lease, clock);
        Fence fence = this.lease == null ? Fence.NONE : this.lease;
        LoadBalancers fenced = new FencedLoadBalancers(cloud, fence, clock);
        states = new CloudStates(
                new Backoff(
                        options.maxRetryInterval(),
                        () -> ThreadLocalRandom.current().nextDouble()),
                clock);
        TaskEnds ended = new TaskEnds(states);
        tasks = new TaskPoller(fenced, clock, ended);
        events = new Events(client, instance, clock);
        operator = new Operator(configuration -> {
            configuration
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withConcurrentReconciliationThreads(options.workers() + FRONT_THREADS)
                    .withReconciliationTerminationTimeout(Duration.ofSeconds(10));
            if (lease != null) {
                configuration.withLeaderElectionConfiguration(
                        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LeaseSettings.NAME)
                                .withLeaseNamespace(lease.namespace())
                                .withIdentity(lease.identity())
                                .withLeaseDuration(LeaseSettings.DURATION)
                                .withRenewDeadline(LeaseSettings.RENEW_DEADLINE)
                                .withRetryPeriod(LeaseSettings.RETRY_PERIOD)
                                .build());
            }
        });
        registerLoadBalancers(options, fenced, ended, clock);
        ServiceReconciler services = new ServiceReconciler(new TkeController(options.claimBesideTke()), events);
        operator.register(services, services::configure);
    }

    private void registerLoadBalancers(Options options, LoadBalancers cloud, TaskEnds ended, Clock clock) {
        ObserveSources sources = new ObserveSources(new TkeController(options.claimBesideTke()));
        Settings settings =
                new Settings(options.clusterId(), options.vpcId(), options.targetRanges(), options.driftInterval());
        LoadBalancerReconciler reconciler = new LoadBalancerReconciler(
                new Observer(settings, clock, states, sources),
                sources,
                new Applier(cloud, states, tasks::watch, clock),
                states,
                ended,
                new Workers(options.workers()),
                clock);
        operator.<CloudLoadBalancer>register(reconciler, reconciler::configure);
    }

    /** Starts everything; with leader election it returns before this process leads. */
    public void start() {
        tasks.start();
        operator.start();
    }

    /** What only a restart would mend. */
    public List<HealthProbe> alive() {
        List<HealthProbe> probes = new ArrayList<>();
        probes.add(new HealthProbe("tasks", tasks::trouble));
        probes.add(new HealthProbe(
                "informers",
                () -> operator.getRuntimeInfo().allEventSourcesAreHealthy()
                        ? Optional.empty()
                        : Optional.of("one has stopped")));
        return probes;
    }

    /** Whether it has seen the cluster. A stand-by is ready without. */
    public List<HealthProbe> ready() {
        return List.of(
                HealthProbe.until("started", () -> operator.getRuntimeInfo().isStarted()));
    }

    public int tasksRunning() {
        return tasks.count();
    }

    @Override
    public void close() {
        operator.stop();
        tasks.close();
        events.close();
        if (lease != null) {
            lease.close();
        }
    }
}
