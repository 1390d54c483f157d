package io.phoenixchannels.annotation;

import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

class DeclaringAnnotationsTests {

	private final DeclaringAnnotations annotations = new DeclaringAnnotations(
			Set.of(PhoenixListener.class, PhoenixHandler.class));

	@ParameterizedTest
	@ValueSource(classes = { OnMethod.class, OnPrivateMethod.class, OnClass.class, Repeated.class, Composed.class,
			ComposedOfComposed.class, ComposedOfTwo.class, ComposedAndRepeated.class, Inheriting.class,
			Implementing.class, ImplementingFurther.class })
	void areFoundWhereverTheyMayStand(Class<?> type) {
		assertThat(this.annotations.areOn(type)).isTrue();
		assertThat(ListenerMethods.exist(type)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(classes = { Object.class, String.class, Runnable.class, Other.class, InheritingOther.class,
			OnOtherAnnotation.class })
	void othersAreNot(Class<?> type) {
		assertThat(this.annotations.areOn(type)).isFalse();
		assertThat(ListenerMethods.exist(type)).isFalse();
	}

	@Retention(RetentionPolicy.RUNTIME)
	@PhoenixListener(topic = "room:lobby")
	@Repeatable(Lobbies.class)
	@interface Lobby {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Lobbies {

		Lobby[] value();

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Lobby
	@interface Entrance {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@PhoenixListener(topic = "room:lobby")
	@PhoenixListener(topic = "room:hall")
	@interface Both {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Component
	@interface Selfish {

		Component[] value() default {};

		Lobby[] others() default {};

	}

	static class OnMethod {

		@PhoenixListener(topic = "room:lobby")
		void hear() {
		}

	}

	static class OnPrivateMethod {

		@PhoenixListener(topic = "room:lobby")
		private void hear() {
		}

	}

	@PhoenixListener(topic = "room:lobby")
	static class OnClass {

		@PhoenixHandler
		void hear() {
		}

	}

	static class Repeated {

		@PhoenixListener(topic = "room:lobby")
		@PhoenixListener(topic = "room:hall")
		void hear() {
		}

	}

	static class Composed {

		@Lobby
		void hear() {
		}

	}

	static class ComposedOfComposed {

		@Entrance
		void hear() {
		}

	}

	static class ComposedOfTwo {

		@Both
		void hear() {
		}

	}

	static class ComposedAndRepeated {

		@Lobby
		@Lobby
		void hear() {
		}

	}

	static class Inheriting extends OnMethod {

		@Override
		void hear() {
		}

	}

	interface Heard {

		@Lobby
		void hear();

	}

	static class Implementing implements Heard {

		@Override
		public void hear() {
		}

	}

	static class ImplementingFurther extends Implementing implements Runnable {

		@Override
		public void run() {
		}

	}

	@Component
	static class Other implements Runnable {

		@Override
		@Deprecated
		public void run() {
		}

		@Bean
		String name() {
			return "name";
		}

	}

	static class InheritingOther extends Other {

		@Override
		public String toString() {
			return "other";
		}

	}

	static class OnOtherAnnotation {

		@Selfish
		void hear() {
		}

	}

}
