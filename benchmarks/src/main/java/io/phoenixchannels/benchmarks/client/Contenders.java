package io.phoenixchannels.benchmarks.client;

import java.io.IOException;

/**
 * The contenders by the names that rows have.
 */
public final class Contenders {

	private Contenders() {
	}

	/**
	 * Creates a contender.
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public static Contender named(String name) throws IOException {
		return switch (name) {
			case "nio" -> new NioContender();
			case "spring" -> new SpringContender(0);
			case "spring-64k" -> new SpringContender(64 * 1024);
			case "core" -> new CoreContender(Execution.DEFAULT, Integer.MAX_VALUE);
			case "core-direct" -> new CoreContender(Execution.DIRECT, Integer.MAX_VALUE);
			case "core-waiting" -> new WaitingContender();
			case "core-jetty" -> new CoreContender(Execution.DEFAULT, Integer.MAX_VALUE);
			case "listener" -> new BootContender(Execution.DEFAULT);
			case "listener-direct" -> new BootContender(Execution.DIRECT);
			case "java-phoenix-client" -> new JavaPhoenixClientContender();
			default -> throw new IllegalArgumentException("There is no contender named '" + name + "'");
		};
	}

}
