package io.enidirect.quickstart;

import io.enidirect.sandbox.KubernetesBinaries;

/** What the reader is told about the parts at first: which are real, and which are not. */
final class Parts {

    private Parts() {}

    static String describe(KubernetesBinaries binaries) {
        String controllers = binaries.controllerManager()
                ? "  real       kube-controller-manager %s: Deployments, EndpointSlices, deletion"
                        .formatted(binaries.version())
                : "  stand-in   for kube-controller-manager: makes pods of Deployments and EndpointSlices of Services";
        return """

               What is real here, and what is not:
                 real       eni-direct.jar, the controller as it is shipped
                 real       kube-apiserver and etcd %s, %s
               %s
                 stand-in   for scheduler and kubelet: pods are bound, get an address, become ready and end
                 stand-in   for the pods' containers: small servers; a pod 10.a.b.c answers at 127.a.b.c
                 simulated  Tencent Cloud: its API as the SDK sees it, and load balancers that forward TCP, UDP and
                            HTTP on loopback addresses; no request leaves this machine
               """.formatted(binaries.version(), binaries.origin(), controllers);
    }
}
