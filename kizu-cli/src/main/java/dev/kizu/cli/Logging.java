package dev.kizu.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log goes to standard error: warnings of libraries, and what Kizu has to say. Set up in code, found as a service, since
 * reading an XML file would take a good part of the time that the command needs to start.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String PLAIN = "%-5level %msg%n%nopex";
    private static final String WITH_STACK_TRACES = "%-5level %logger{0}: %msg%n%ex";
    private static final String CLEAR_LINE = "\r\u001b[K";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        setUp(context, Level.WARN, Level.INFO, PLAIN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * Starts logging as the options ask; {@code debug} wins over {@code quiet}.
     *
     * @param terminal whether standard error is a terminal, where a progress bar may have to make room
     */
    static void start(boolean quiet, boolean debug, boolean terminal) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        String pattern = (terminal ? CLEAR_LINE : "") + (debug ? WITH_STACK_TRACES : PLAIN);
        Level ours = quiet ? Level.WARN : Level.INFO;
        setUp(context, debug ? Level.DEBUG : Level.WARN, debug ? Level.DEBUG : ours, pattern);
    }

    /**
     * JVector tells on Java's own log how it computes distances, where Kizu computes them itself: it is to tell only what goes wrong. For commands that
     * may use it, since that log takes time to set up.
     */
    static void quietJVector() {
        JavaLog.JVECTOR.setLevel(java.util.logging.Level.SEVERE);
    }

    /** Held on to: Java forgets loggers, and their levels, that nobody holds. */
    private static final class JavaLog {
        static final java.util.logging.Logger JVECTOR = java.util.logging.Logger.getLogger("io.github.jbellis.jvector");
    }

    private static void setUp(LoggerContext context, Level libraries, Level kizu, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(libraries);
        context.getLogger("dev.kizu").setLevel(kizu);
    }
}
