package io.enidirect.operator.http;

import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What a path is answered with.
 *
 * @param reply by the address of who asks
 * @param threads where it is made
 */
public record Page(Function<String, Reply> reply, Executor threads) {}
