package io.phoenixchannels.json;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.module.SimpleModule;

/**
 * Calls the constructors of records, and others that take the members, through one
 * prepared method handle. Jackson adapts its own one at every call, which costs more than
 * all the rest of binding a small record.
 */
final class ConstructorCalls extends SimpleModule {

	ConstructorCalls() {
		super("phoenix-channels-constructor-calls");
	}

	@Override
	public void setupModule(SetupContext context) {
		super.setupModule(context);
		context.addValueInstantiators(new ValueInstantiators.Base() {

			@Override
			public ValueInstantiator modifyValueInstantiator(DeserializationConfig config,
					BeanDescription.Supplier description, ValueInstantiator instantiator) {
				return (instantiator.getClass() == StdValueInstantiator.class && instantiator.canCreateFromObjectWith()
						&& instantiator.getWithArgsCreator().getAnnotated() instanceof Constructor
						&& !isKotlin(description.getBeanClass())) ? new Prepared((StdValueInstantiator) instantiator)
								: instantiator;
			}

			/**
			 * Kotlin's module makes its own of those of Jackson, and fails on others.
			 */
			private static boolean isKotlin(Class<?> type) {
				return Arrays.stream(type.getDeclaredAnnotations())
					.anyMatch((annotation) -> annotation.annotationType().getName().equals("kotlin.Metadata"));
			}

		});
	}

	private static final class Prepared extends StdValueInstantiator {

		private transient volatile @Nullable MethodHandle constructor;

		Prepared(StdValueInstantiator source) {
			super(source);
		}

		@Override
		public Object createFromObjectWith(DeserializationContext context, @Nullable Object[] args) {
			try {
				MethodHandle constructor = this.constructor;
				if (constructor == null) {
					constructor = prepare();
					this.constructor = constructor;
				}
				return constructor.invokeExact(args);
			}
			catch (IllegalAccessException ex) {
				return super.createFromObjectWith(context, args);
			}
			catch (Exception ex) {
				return context.handleInstantiationProblem(_valueClass, args, rewrapCtorProblem(context, ex));
			}
			catch (Error ex) {
				throw ex;
			}
			catch (Throwable ex) {
				throw new IllegalStateException(ex);
			}
		}

		/**
		 * Not before the first call, when Jackson has made the constructor accessible, if
		 * it may.
		 */
		private MethodHandle prepare() throws IllegalAccessException {
			Constructor<?> constructor = (Constructor<?>) getWithArgsCreator().getAnnotated();
			MethodHandle handle = MethodHandles.lookup().unreflectConstructor(constructor);
			return handle.asFixedArity()
				.asType(handle.type().generic())
				.asSpreader(Object[].class, constructor.getParameterCount());
		}

	}

}
