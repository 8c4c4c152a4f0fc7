package io.enidirect.operator;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.Context;

/**
 * What a line says of an exception. A trace is for who looks for a defect: what the outside did, as a connection that was
 * refused, is told by its causes in the line, unless {@code debug} is on.
 */
final class Traces {
    /** How deep causes are followed: they may go in circles. */
    private static final int DEEPEST = 20;

    private Traces() {}

    static boolean shown(IThrowableProxy thrown, Context context) {
        boolean debug = context instanceof LoggerContext loggers
                && loggers.getLogger(LogOutput.OURS).isDebugEnabled();
        return debug || defect(deepest(thrown));
    }

    /** The runtime's own complaints are of code, and nobody else's. */
    private static boolean defect(IThrowableProxy thrown) {
        return thrown instanceof ThrowableProxy proxy
                && (proxy.getThrowable() instanceof Error
                        || (proxy.getThrowable() instanceof RuntimeException
                                && thrown.getClassName().matches("java\\.(lang|util)\\.\\w+")));
    }

    private static IThrowableProxy deepest(IThrowableProxy thrown) {
        IThrowableProxy deepest = thrown;
        for (int depth = 0; depth < DEEPEST && deepest.getCause() != null; depth++) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    /** The messages from the outermost to the first cause, each text once. */
    static String causes(IThrowableProxy thrown) {
        return causes(thrown, 0);
    }

    private static String causes(IThrowableProxy thrown, int depth) {
        String message = thrown.getMessage() == null ? "" : thrown.getMessage();
        if (thrown.getCause() == null || depth == DEEPEST) {
            // "kubernetes.default.svc" says something only with the name of its exception
            return message.contains(" ") ? message : name(thrown) + (message.isEmpty() ? "" : ": " + message);
        }
        String cause = causes(thrown.getCause(), depth + 1);
        // an exception without a message of its own has that of its cause, which may have one as well
        String rest = message.startsWith(thrown.getCause().getClassName()) ? "" : message;
        if (rest.isEmpty() || cause.contains(rest)) {
            return cause;
        }
        return rest.contains(cause) ? rest : rest + ": " + cause;
    }

    private static String name(IThrowableProxy thrown) {
        return thrown.getClassName().replaceFirst(".*[.$]", "");
    }

    /** {@code %causes}: what stands in the line. */
    public static final class Causes extends ThrowableProxyConverter {
        @Override
        public String convert(ILoggingEvent event) {
            IThrowableProxy thrown = event.getThrowableProxy();
            return thrown == null || shown(thrown, getContext()) ? "" : "cause=\"" + causes(thrown) + "\"";
        }
    }

    /** {@code %trace}: what stands below it. */
    public static final class Trace extends ThrowableProxyConverter {
        @Override
        public String convert(ILoggingEvent event) {
            IThrowableProxy thrown = event.getThrowableProxy();
            return thrown == null || !shown(thrown, getContext()) ? "" : super.convert(event);
        }
    }
}
