package io.phoenixchannels.json.binding;

import java.lang.reflect.Constructor;
import java.util.Arrays;

import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.deser.bean.BeanDeserializer;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.module.SimpleModule;

/**
 * Makes Jackson quicker at what most payloads are: records, and other classes whose
 * constructor takes the members. Everything out of the ordinary is left to Jackson.
 */
final class FastBinding extends SimpleModule {

	FastBinding() {
		super("phoenix-channels-fast-binding");
	}

	@Override
	public void setupModule(SetupContext context) {
		super.setupModule(context);
		context.addValueInstantiators(new PreparedConstructors());
		context.addDeserializerModifier(new RecordDeserializers());
	}

	/**
	 * Kotlin's module makes its own instantiators of those of Jackson, and fails on
	 * others.
	 */
	private static boolean isKotlin(Class<?> type) {
		return Arrays.stream(type.getDeclaredAnnotations())
			.anyMatch((annotation) -> annotation.annotationType().getName().equals("kotlin.Metadata"));
	}

	private static final class PreparedConstructors extends ValueInstantiators.Base {

		@Override
		public ValueInstantiator modifyValueInstantiator(DeserializationConfig config,
				BeanDescription.Supplier description, ValueInstantiator instantiator) {
			return (instantiator.getClass() == StdValueInstantiator.class && instantiator.canCreateFromObjectWith()
					&& instantiator.getWithArgsCreator().getAnnotated() instanceof Constructor
					&& !isKotlin(description.getBeanClass()))
							? new PreparedConstructor((StdValueInstantiator) instantiator) : instantiator;
		}

	}

	private static final class RecordDeserializers extends ValueDeserializerModifier {

		@Override
		public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config,
				BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
			return (deserializer.getClass() == BeanDeserializer.class && description.getBeanClass().isRecord()
					&& !isKotlin(description.getBeanClass())) ? new RecordDeserializer((BeanDeserializer) deserializer)
							: deserializer;
		}

	}

}
