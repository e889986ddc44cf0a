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
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        setUp(context, Level.WARN, Level.INFO, "%nopex");
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Starts logging as the options ask; {@code debug} wins over {@code quiet}. */
    static void start(boolean quiet, boolean debug) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        if (debug) {
            setUp(context, Level.DEBUG, Level.DEBUG, "%ex");
        } else {
            setUp(context, Level.WARN, quiet ? Level.WARN : Level.INFO, "%nopex");
        }
    }

    private static void setUp(LoggerContext context, Level libraries, Level kizu, String exceptions) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%-5level %msg%n" + exceptions);
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
