package io.phoenixchannels.simulation;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * How much is kept in all the collections that an object of the client reaches: whatever
 * table forgets to forget something, it shows here.
 */
final class Footprint {

	private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();

	private Footprint() {
	}

	static long of(Object root) {
		return count(root).values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * The collections, by the fields that hold them.
	 */
	static String describe(Object root) {
		return count(root).toString();
	}

	private static Map<String, Long> count(Object root) {
		Map<String, Long> sizes = new TreeMap<>();
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Deque<Object> waiting = new ArrayDeque<>();
		waiting.add(root);
		for (Object next = waiting.poll(); next != null; next = waiting.poll()) {
			if (!seen.add(next)) {
				continue;
			}
			for (Field field : FIELDS.computeIfAbsent(next.getClass(), Footprint::fields)) {
				Object value = get(field, next);
				if (value instanceof Map<?, ?> map) {
					sizes.merge(name(field), (long) map.size(), Long::sum);
					add(map.keySet(), waiting);
					add(map.values(), waiting);
				}
				else if (value instanceof Collection<?> collection) {
					sizes.merge(name(field), (long) collection.size(), Long::sum);
					add(collection, waiting);
				}
				else if (value != null) {
					add(List.of(value), waiting);
				}
			}
		}
		sizes.values().removeIf((size) -> size == 0);
		return sizes;
	}

	private static void add(Collection<?> values, Deque<Object> waiting) {
		for (Object value : values) {
			if (value != null && isOfClient(value.getClass())) {
				waiting.add(value);
			}
		}
	}

	private static boolean isOfClient(Class<?> type) {
		return type.getName().startsWith("io.phoenixchannels.")
				&& !type.getName().startsWith("io.phoenixchannels.simulation.");
	}

	private static String name(Field field) {
		return field.getDeclaringClass().getSimpleName() + "." + field.getName();
	}

	private static @Nullable Object get(Field field, Object object) {
		try {
			return field.get(object);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<Field> fields(Class<?> type) {
		List<Field> fields = new ArrayList<>();
		for (Class<?> declaring = type; declaring != null
				&& isOfClient(declaring); declaring = declaring.getSuperclass()) {
			for (Field field : declaring.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
					field.setAccessible(true);
					fields.add(field);
				}
			}
		}
		return fields;
	}

}
