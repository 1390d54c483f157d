package io.phoenixchannels.annotation;

import java.lang.reflect.Method;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.samples.SampleListener;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerMethodsTests {

	@Test
	void componentInPackageOfSpringIsSearched() {
		assertThat(ListenerMethods.exist(SampleListener.class)).isTrue();
	}

	@Test
	void othersOfSpringAreNotSearched() {
		assertThat(ListenerMethods.exist(SampleListener.Other.class)).isFalse();
	}

	@Test
	void methodThatIsListenerAndHandlerIsBoth() throws NoSuchMethodException {
		Method both = Both.class.getDeclaredMethod("both");
		List<ListenerDeclaration> declarations = ListenerMethods.of(Both.class);
		assertThat(declarations).extracting(ListenerDeclaration::onClass).containsExactly(true, false);
		assertThat(declarations).extracting(ListenerDeclaration::methods).containsOnly(List.of(both));
		assertThat(declarations)
			.allSatisfy((declaration) -> assertThat(declaration.annotation()).isInstanceOf(PhoenixListener.class));
	}

	@PhoenixListener(topic = "room:class")
	static class Both {

		@PhoenixHandler
		@PhoenixListener(topic = "room:method")
		void both() {
		}

	}

}
