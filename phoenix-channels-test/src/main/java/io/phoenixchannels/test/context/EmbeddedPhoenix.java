package io.phoenixchannels.test.context;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.phoenixchannels.test.EmbeddedPhoenixChannels;
import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs an {@link EmbeddedPhoenixServer} for a test class and those nested in it. Test,
 * life cycle and constructor methods may take it as a parameter.
 * <p>
 * <b>In a test of Spring</b> it is a bean too, {@code embeddedPhoenixServer}; it lives as
 * long as the application context, and the client's URL leads to it. It is part of what
 * tells one cached context from another. A constructor of the test class takes it as any
 * other bean. A context that is paused leaves its server running, unless the port is
 * fixed: then the port is free for another context.
 * <p>
 * <b>Otherwise</b> it runs from before the first to after the last test of the class.
 * <p>
 * After each test method, and after its {@code @AfterEach} methods, faults end, frame log
 * and script failures are emptied, and what is played is again what was played before;
 * clients stay connected (see {@link EmbeddedPhoenixServer#reset}). A server that a test
 * has stopped is started again. In a test of Spring, what was scripted for the whole
 * class is forgotten at its end as well, since other classes may share the context.
 * <p>
 * Tests that share a server are not run concurrently.
 */
@Target({ ElementType.TYPE, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(EmbeddedPhoenixExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
public @interface EmbeddedPhoenix {

	/**
	 * What the server plays; each class is instantiated once for the server, and applied
	 * in this order. Such a class needs a constructor without parameters, so a nested one
	 * must be static.
	 */
	Class<? extends EmbeddedPhoenixChannels>[] channels() default {};

	/**
	 * The port on localhost, 0 for a free one.
	 */
	int port() default 0;

	/**
	 * Where the socket is mounted.
	 */
	String path() default "/socket";

	/**
	 * How many channels one connection may join; 100 is Phoenix's default.
	 */
	int maxChannels() default 100;

	/**
	 * The clients whose URL leads to the server, in a test of Spring: {@code default} is
	 * that of {@code phoenix.channels.url}, another name that of
	 * {@code phoenix.channels.clients.<name>.url}. A client without a URL of its own
	 * follows the default one anyway.
	 */
	String[] client() default "default";

}
