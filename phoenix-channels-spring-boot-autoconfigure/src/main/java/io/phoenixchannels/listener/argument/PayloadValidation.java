package io.phoenixchannels.listener.argument;

import java.lang.annotation.Annotation;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.SmartValidator;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.ValidationAnnotationUtils;

/**
 * Validates the payload of one parameter.
 */
final class PayloadValidation {

	private final MethodParameter parameter;

	private final String name;

	private final Validator validator;

	private final Object[] groups;

	private PayloadValidation(MethodParameter parameter, Validator validator, Object[] groups) {
		this.parameter = parameter;
		@Nullable String name = parameter.getParameterName();
		this.name = (name != null) ? name : "payload";
		this.validator = validator;
		this.groups = groups;
	}

	/**
	 * What a parameter asks for with {@code @Valid}, {@code @Validated} or another
	 * annotation whose name begins with Valid; null if it does not.
	 * @throws IllegalArgumentException if it does, but there is no validator for it
	 */
	static @Nullable PayloadValidation of(MethodParameter parameter, @Nullable Validator validator) {
		for (Annotation annotation : parameter.getParameterAnnotations()) {
			Object @Nullable [] groups = ValidationAnnotationUtils.determineValidationHints(annotation);
			if (groups != null) {
				if (validator == null) {
					throw new IllegalArgumentException("is annotated with @"
							+ annotation.annotationType().getSimpleName()
							+ ", but there is no one bean of type Validator"
							+ " that would validate it. Add spring-boot-starter-validation, or mark one as @Primary");
				}
				Class<?> type = parameter.nestedIfOptional().getNestedParameterType();
				if (!validator.supports(type)) {
					throw new IllegalArgumentException(
							"is annotated with @" + annotation.annotationType().getSimpleName()
									+ ", but the Validator, a " + validator.getClass().getName()
									+ ", does not support a " + type.getName() + ". Mark one as @Primary that does");
				}
				return new PayloadValidation(parameter, validator, groups);
			}
		}
		return null;
	}

	/**
	 * Validates a value.
	 * @throws MethodArgumentNotValidException if it is not valid. It names the parameter
	 * and what is wrong with it, and keeps no values that were rejected
	 */
	void validate(@Nullable Object value, ListenerInvocation invocation) {
		Object target = (value instanceof Optional<?> optional) ? optional.orElse(null) : value;
		if (target == null) {
			return;
		}
		BindingResult found = new BeanPropertyBindingResult(target, this.name);
		if (this.validator instanceof SmartValidator smart && this.groups.length > 0) {
			smart.validate(target, found, this.groups);
		}
		else {
			this.validator.validate(target, found);
		}
		if (found.hasErrors()) {
			BindingResult shown = new BeanPropertyBindingResult(null, this.name);
			found.getAllErrors().forEach((error) -> shown.addError(Violation.of(error)));
			throw new MethodArgumentNotValidException(invocation.asMessage(), this.parameter, shown);
		}
	}

	/**
	 * A violation without the value that was rejected, which may be secret.
	 */
	private static final class Violation extends FieldError {

		private Violation(ObjectError error, String field) {
			super(error.getObjectName(), field, null, false, error.getCodes(), error.getArguments(),
					error.getDefaultMessage());
		}

		static ObjectError of(ObjectError error) {
			return (error instanceof FieldError field) ? new Violation(error, field.getField()) : new ObjectError(
					error.getObjectName(), error.getCodes(), error.getArguments(), error.getDefaultMessage());
		}

		@Override
		public String toString() {
			return getObjectName() + "." + getField() + ": " + getDefaultMessage();
		}

	}

}
