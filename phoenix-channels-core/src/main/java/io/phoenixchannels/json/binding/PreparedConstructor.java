package io.phoenixchannels.json.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdValueInstantiator;

/**
 * Calls a constructor through a method handle that is prepared once. Jackson adapts its
 * own one at every call, which costs more than all the rest of binding a small record.
 */
final class PreparedConstructor extends StdValueInstantiator {

	private transient volatile @Nullable MethodHandle constructor;

	PreparedConstructor(StdValueInstantiator source) {
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
	 * Not before the first call, when Jackson has made the constructor accessible, if it
	 * may.
	 */
	private MethodHandle prepare() throws IllegalAccessException {
		Constructor<?> constructor = (Constructor<?>) getWithArgsCreator().getAnnotated();
		MethodHandle handle = MethodHandles.publicLookup().unreflectConstructor(constructor);
		return handle.asFixedArity()
			.asType(handle.type().generic())
			.asSpreader(Object[].class, constructor.getParameterCount());
	}

}
