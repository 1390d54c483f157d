package io.phoenixchannels.push;

import javax.lang.model.element.Modifier;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.generate.GeneratedMethod;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragments;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragmentsDecorator;
import org.springframework.beans.factory.support.InstanceSupplier;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.javapoet.ClassName;
import org.springframework.javapoet.CodeBlock;

/**
 * Writes the code that makes the beans of {@link PhoenixPushScan}, in the package of the
 * interface, as that need not be public.
 */
final class PhoenixPushScanBeanRegistrationAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		if (!registeredBean.getMergedBeanDefinition().hasAttribute(PhoenixPushScanRegistrar.SCANNED)) {
			return null;
		}
		return BeanRegistrationAotContribution
			.withCustomCodeFragments((fragments) -> new ProxyFragments(fragments, registeredBean.getBeanClass()));
	}

	private static final class ProxyFragments extends BeanRegistrationCodeFragmentsDecorator {

		private static final String BEAN = "registeredBean";

		private final Class<?> type;

		private ProxyFragments(BeanRegistrationCodeFragments fragments, Class<?> type) {
			super(fragments);
			this.type = type;
		}

		@Override
		public ClassName getTarget(RegisteredBean registeredBean) {
			return ClassName.get(this.type);
		}

		@Override
		public CodeBlock generateInstanceSupplierCode(GenerationContext context, BeanRegistrationCode code,
				boolean allowDirectSupplierShortcut) {
			GeneratedMethod create = code.getMethods().add("createClient", (method) -> {
				method.addJavadoc("Implements {@link $T}.", this.type);
				method.addModifiers(Modifier.PRIVATE, Modifier.STATIC);
				method.addParameter(RegisteredBean.class, BEAN);
				method.returns(this.type);
				method.addStatement("return $L.getBeanFactory().getBean($T.class).createClient($T.class)", BEAN,
						PhoenixPushProxyFactory.class, this.type);
			});
			return CodeBlock.of("$T.of($L)", InstanceSupplier.class, create.toMethodReference().toCodeBlock());
		}

	}

}
