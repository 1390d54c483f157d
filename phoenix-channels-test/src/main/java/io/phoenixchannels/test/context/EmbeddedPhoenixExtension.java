package io.phoenixchannels.test.context;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Optional;

import io.phoenixchannels.test.EmbeddedPhoenixServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs one server for each annotated class, and stands back where Spring does: there it
 * only resolves parameters.
 */
final class EmbeddedPhoenixExtension
		implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(EmbeddedPhoenixExtension.class);

	/** By name, since it may not be there. */
	private static final String SPRING_EXTENSION = "org.springframework.test.context.junit.jupiter.SpringExtension";

	@Override
	public void beforeAll(ExtensionContext context) {
		if (!isSpringTest(context)) {
			server(context);
		}
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		if (!isSpringTest(context)) {
			context.getStore(NAMESPACE).put(FreshStart.class, new FreshStart(server(context)));
		}
	}

	@Override
	public void afterEach(ExtensionContext context) {
		FreshStart start = context.getStore(NAMESPACE).remove(FreshStart.class, FreshStart.class);
		if (start != null) {
			start.restore();
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == EmbeddedPhoenixServer.class
				&& !(isSpringTest(context) && isResolvedBySpring(parameter));
	}

	private static boolean isResolvedBySpring(ParameterContext parameter) {
		return parameter.getDeclaringExecutable() instanceof Constructor || SpringParameters.isAutowired(parameter);
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return isSpringTest(context) ? SpringParameters.server(context) : server(context);
	}

	/**
	 * The server of the innermost class that has the annotation; closed with the store of
	 * that class.
	 */
	private static EmbeddedPhoenixServer server(ExtensionContext context) {
		ExtensionContext owner = context;
		while (annotation(owner).isEmpty()) {
			owner = owner.getParent().orElseThrow();
		}
		EmbeddedPhoenix annotation = annotation(owner).orElseThrow();
		return owner.getStore(NAMESPACE)
			.computeIfAbsent(owner.getRequiredTestClass(), (type) -> ServerSettings.of(annotation).start(),
					EmbeddedPhoenixServer.class);
	}

	private static Optional<EmbeddedPhoenix> annotation(ExtensionContext context) {
		return isOfClass(context) ? AnnotationSupport.findAnnotation(context.getTestClass(), EmbeddedPhoenix.class)
				: Optional.empty();
	}

	private static boolean isOfClass(ExtensionContext context) {
		return context.getElement().filter(Class.class::isInstance).isPresent();
	}

	private static boolean isSpringTest(ExtensionContext context) {
		for (@Nullable
		ExtensionContext each = context; each != null; each = each.getParent().orElse(null)) {
			if (isOfClass(each) && AnnotationSupport.findRepeatableAnnotations(each.getElement(), ExtendWith.class)
				.stream()
				.flatMap((extendWith) -> Arrays.stream(extendWith.value()))
				.anyMatch((extension) -> extension.getName().equals(SPRING_EXTENSION))) {
				return true;
			}
		}
		return false;
	}

}
