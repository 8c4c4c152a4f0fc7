package io.enidirect.sandbox;

/** No kube-apiserver and etcd are to be had on this machine; the message says what was tried and what to do. */
public final class MissingBinaries extends RuntimeException {

    private static final long serialVersionUID = 1;

    MissingBinaries(String message) {
        super(message);
    }
}
