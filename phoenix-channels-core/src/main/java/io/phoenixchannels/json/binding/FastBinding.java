package io.phoenixchannels.json.binding;

import java.lang.reflect.Constructor;
import java.util.Arrays;

import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.deser.bean.BeanDeserializer;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.jdk.StringSerializer;

/**
 * Makes Jackson quicker at what most payloads are: records, and other classes whose
 * constructor takes the members, and long texts. Everything out of the ordinary is left
 * to Jackson.
 */
final class FastBinding extends SimpleModule {

	private final boolean longTexts;

	/**
	 * Creates the module.
	 * @param longTexts whether long texts are written here, too
	 */
	FastBinding(boolean longTexts) {
		super("phoenix-channels-fast-binding");
		this.longTexts = longTexts;
	}

	@Override
	public void setupModule(SetupContext context) {
		super.setupModule(context);
		context.addValueInstantiators(new PreparedConstructors());
		context.addDeserializerModifier(new RecordDeserializers());
		if (this.longTexts) {
			context.addSerializerModifier(new LongTexts());
		}
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

	private static final class LongTexts extends ValueSerializerModifier {

		@Override
		@SuppressWarnings("unchecked")
		public ValueSerializer<?> modifySerializer(SerializationConfig config, BeanDescription.Supplier description,
				ValueSerializer<?> serializer) {
			return (serializer.getClass() == StringSerializer.class)
					? new LongTextSerializer((ValueSerializer<Object>) serializer) : serializer;
		}

	}

}
