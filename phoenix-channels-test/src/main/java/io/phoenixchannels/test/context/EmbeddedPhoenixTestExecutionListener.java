package io.phoenixchannels.test.context;

import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Gives each test method of Spring a fresh start, and each class that shares a context.
 */
final class EmbeddedPhoenixTestExecutionListener implements TestExecutionListener {

	private static final String START = FreshStart.class.getName();

	@Override
	public void beforeTestMethod(TestContext test) {
		ServerLifecycle lifecycle = lifecycle(test);
		if (lifecycle != null) {
			test.setAttribute(START, new FreshStart(lifecycle.server()));
		}
	}

	@Override
	public void afterTestMethod(TestContext test) {
		if (test.removeAttribute(START) instanceof FreshStart start) {
			start.restore();
		}
	}

	@Override
	public void afterTestClass(TestContext test) {
		ServerLifecycle lifecycle = isTopLevel(test.getTestClass()) ? lifecycle(test) : null;
		if (lifecycle != null) {
			lifecycle.server().reset();
		}
	}

	/**
	 * An inner class shares the server with the class around it, which goes on.
	 */
	private static boolean isTopLevel(Class<?> type) {
		return !type.isMemberClass() || Modifier.isStatic(type.getModifiers());
	}

	/**
	 * Never loads a context.
	 */
	private static @Nullable ServerLifecycle lifecycle(TestContext test) {
		if (!test.hasApplicationContext()) {
			return null;
		}
		ApplicationContext context = test.getApplicationContext();
		return context.containsBean(ServerLifecycle.BEAN_NAME)
				? context.getBean(ServerLifecycle.BEAN_NAME, ServerLifecycle.class) : null;
	}

}
