package io.enidirect.sandbox;

import io.fabric8.kubernetes.api.model.Pod;

/** What a node runs for a pod. Called by one thread. */
interface PodRuntime extends AutoCloseable {

    /** Returns when the pod answers at {@code ip}; a second call for the same pod does nothing. */
    void start(Pod pod, String ip);

    /** The pod has been told to end and still answers. */
    void drain(String uid);

    /** The pod has ended. Unknown ones are no error. */
    void stop(String uid);

    @Override
    void close();

    /** Pods that are running by name only. */
    final class None implements PodRuntime {

        @Override
        public void start(Pod pod, String ip) {}

        @Override
        public void drain(String uid) {}

        @Override
        public void stop(String uid) {}

        @Override
        public void close() {}
    }
}
