package io.phoenixchannels.transport.spring;

import java.lang.reflect.Field;

/**
 * Opens fields of Tomcat's that nothing public gives access to. Each is named in
 * {@link TransportRuntimeHints}, too.
 */
final class TomcatFields {

	private TomcatFields() {
	}

	/**
	 * A field that can be read and written.
	 * @throws ReflectiveOperationException if this version of Tomcat does not have it
	 * @throws RuntimeException if it is not to be opened
	 */
	static Field open(Class<?> type, String name) throws ReflectiveOperationException {
		Field field = type.getDeclaredField(name);
		field.setAccessible(true);
		return field;
	}

}
