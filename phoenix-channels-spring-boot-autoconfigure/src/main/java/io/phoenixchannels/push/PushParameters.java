package io.phoenixchannels.push;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import io.phoenixchannels.annotation.TopicVariable;
import io.phoenixchannels.client.PhoenixChannel;
import io.phoenixchannels.client.PhoenixClient;
import io.phoenixchannels.client.PhoenixMessage;
import io.phoenixchannels.client.PhoenixReply;
import io.phoenixchannels.kotlin.SuspendFunctions;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.util.StringUtils;

/**
 * The parameters of a push method.
 */
final class PushParameters {

	private static final String MESSAGING_ANNOTATIONS = Payload.class.getPackageName();

	private static final List<Class<?>> MEANT_OTHERWISE = List.of(Message.class, PhoenixMessage.class,
			PhoenixReply.class, PhoenixChannel.class, PhoenixClient.class);

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final List<PushVariable> variables = new ArrayList<>();

	private @Nullable MethodParameter payload;

	private PushParameters() {
	}

	/**
	 * Reads the parameters of a method.
	 * @param type the interface, which may bind type variables of the method
	 * @throws IllegalArgumentException if one has no meaning, or two have the same
	 */
	static PushParameters of(Method method, Class<?> type, ConversionService conversionService) {
		PushParameters parameters = new PushParameters();
		MethodParameter[] all = new AnnotatedMethod(method).getMethodParameters();
		int count = SuspendFunctions.is(method) ? all.length - 1 : all.length;
		for (int i = 0; i < count; i++) {
			MethodParameter parameter = all[i].withContainingClass(type);
			parameter.initParameterNameDiscovery(NAMES);
			parameters.add(parameter, conversionService);
		}
		return parameters;
	}

	private void add(MethodParameter parameter, ConversionService conversionService) {
		MergedAnnotation<TopicVariable> variable = MergedAnnotations.from(parameter.getParameterAnnotations())
			.get(TopicVariable.class);
		if (variable.isPresent()) {
			addVariable(parameter, variable.getString("name"), conversionService);
			return;
		}
		checkPayload(parameter);
		if (this.payload != null) {
			throw new IllegalArgumentException(describe(this.payload) + " and " + describe(parameter)
					+ " would both be the payload. Keep one of them, put both into one type, or mark a part of the"
					+ " topic with @TopicVariable");
		}
		this.payload = parameter;
	}

	private void addVariable(MethodParameter parameter, String declared, ConversionService conversionService) {
		@Nullable String name = StringUtils.hasText(declared) ? declared : parameter.getParameterName();
		if (name == null) {
			throw new IllegalArgumentException(describe(parameter) + " is a @TopicVariable without a name, and its own"
					+ " name is not in the class file. Name the variable, or compile with -parameters");
		}
		PushVariable variable = new PushVariable(name, describe(parameter), parameter.getParameterIndex(),
				new TypeDescriptor(parameter), conversionService);
		for (PushVariable other : this.variables) {
			if (other.name().equals(name)) {
				throw new IllegalArgumentException(other.parameter() + " and " + variable.parameter()
						+ " would both give the topic variable {" + name + "}. Keep one of them");
			}
		}
		this.variables.add(variable);
	}

	private static void checkPayload(MethodParameter parameter) {
		for (Annotation annotation : parameter.getParameterAnnotations()) {
			Class<?> type = annotation.annotationType();
			if (type != Payload.class && type.getPackageName().equals(MESSAGING_ANNOTATIONS)) {
				throw new IllegalArgumentException(describe(parameter) + " is annotated with @" + type.getSimpleName()
						+ ", which a push has no place for. Make it a part of the payload, or a @TopicVariable for a"
						+ " part of the topic");
			}
		}
		if (MEANT_OTHERWISE.stream().anyMatch((other) -> other.isAssignableFrom(parameter.getParameterType()))) {
			throw new IllegalArgumentException(
					describe(parameter) + " has a type that is no payload. Take what is to be pushed");
		}
	}

	private static String describe(MethodParameter parameter) {
		@Nullable String name = parameter.getParameterName();
		return "the parameter " + ((name != null) ? "'" + name + "'" : parameter.getParameterIndex() + 1) + " ("
				+ parameter.getParameterType().getSimpleName() + ")";
	}

	/**
	 * Those that give a variable of the topic its value.
	 */
	List<PushVariable> variables() {
		return this.variables;
	}

	/**
	 * The index of the one for the payload; -1 if there is none.
	 */
	int payload() {
		return (this.payload != null) ? this.payload.getParameterIndex() : -1;
	}

}
