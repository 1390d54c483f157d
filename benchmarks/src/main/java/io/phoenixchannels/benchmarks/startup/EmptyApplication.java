package io.phoenixchannels.benchmarks.startup;

import java.lang.management.ManagementFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Configuration;

/**
 * A web application without anything; prints how long after the start of its JVM it was
 * ready.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class EmptyApplication {

	public static void main(String[] args) {
		start(EmptyApplication.class, args);
	}

	static void start(Class<?> application, String... args) {
		SpringApplication spring = new SpringApplication(application);
		spring.addListeners((ApplicationListener<ApplicationReadyEvent>) (event) -> {
			long took = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
			System.out.println("metric ready-ms " + took);
			System.out.flush();
			Runtime.getRuntime().halt(0);
		});
		spring.run(args);
	}

}
