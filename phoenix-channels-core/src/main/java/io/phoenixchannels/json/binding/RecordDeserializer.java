package io.phoenixchannels.json.binding;

import java.util.Arrays;
import java.util.Iterator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializer;
import tools.jackson.databind.deser.bean.PropertyValueBuffer;
import tools.jackson.databind.util.NameTransformer;

/**
 * Reads a record whose members are all there and nothing else is asked for, which is what
 * nearly all are: straight into the arguments of its constructor. Whatever is different
 * is Jackson's, from the beginning or from where it turns out.
 */
final class RecordDeserializer extends BeanDeserializer {

	private static final SettableBeanProperty[] NONE = {};

	/** Where the value of a component will be, as null is a value. */
	private static final Object MISSING = new Object();

	/** In the order of the constructor; none if this is not for a quick reading. */
	private SettableBeanProperty[] components = NONE;

	/**
	 * The names of the components as the parser gave them last: it mostly gives the same
	 * instances again.
	 */
	private @Nullable String[] names = {};

	RecordDeserializer(BeanDeserializer source) {
		super(source);
	}

	@Override
	public void resolve(DeserializationContext context) {
		super.resolve(context);
		if (isOrdinary()) {
			SettableBeanProperty[] creatorProperties = _valueInstantiator.getFromObjectArguments(context.getConfig());
			SettableBeanProperty[] components = new SettableBeanProperty[creatorProperties.length];
			for (SettableBeanProperty each : creatorProperties) {
				SettableBeanProperty property = _propertyBasedCreator.findCreatorProperty(each.getName());
				if (property == null || property.isInjectionOnly() || property.getInjectableValueId() != null
						|| property.isIgnorable() || property.getCreatorIndex() >= components.length) {
					return;
				}
				components[property.getCreatorIndex()] = property;
			}
			for (SettableBeanProperty component : components) {
				if (component == null) {
					return;
				}
			}
			this.components = components;
			this.names = new String[components.length];
		}
	}

	private boolean isOrdinary() {
		return _propertyBasedCreator != null && hasNothingBesidesComponents()
				&& !_propertyBasedCreator.hasManagedReferenceProperties() && _anySetter == null
				&& _objectIdReader == null && _unwrappedPropertyHandler == null && _externalTypeIdHandler == null
				&& _injectables == null && _ignorableProps == null && _includableProps == null;
	}

	private boolean hasNothingBesidesComponents() {
		for (Iterator<SettableBeanProperty> all = properties(); all.hasNext();) {
			if (_propertyBasedCreator.findCreatorProperty(all.next().getName()) == null) {
				return false;
			}
		}
		return true;
	}

	@Override
	protected Object _deserializeUsingPropertyBased(JsonParser parser, DeserializationContext context) {
		SettableBeanProperty[] components = this.components;
		if (components.length == 0 || isUnusual(context)) {
			return super._deserializeUsingPropertyBased(parser, context);
		}
		@Nullable Object[] values = new Object[components.length];
		Arrays.fill(values, MISSING);
		int missing = components.length;
		int expected = 0;
		for (JsonToken token = parser.currentToken(); token == JsonToken.PROPERTY_NAME; token = parser.nextToken()) {
			String name = parser.currentName();
			parser.nextToken();
			int index = (expected < components.length && isName(expected, name)) ? expected : indexOf(name);
			if (index < 0) {
				parser.skipChildren();
				continue;
			}
			expected = index + 1;
			Object value = _deserializeWithErrorWrapping(parser, context, components[index]);
			if (values[index] == MISSING) {
				missing--;
			}
			values[index] = value;
		}
		Object bean = (missing == 0) ? create(context, values) : complete(parser, context, values);
		parser.assignCurrentValue(bean);
		return bean;
	}

	private boolean isName(int index, String name) {
		if (this.names[index] == name) {
			return true;
		}
		boolean same = this.components[index].getName().equals(name);
		if (same) {
			this.names[index] = name;
		}
		return same;
	}

	private int indexOf(String name) {
		SettableBeanProperty property = _propertyBasedCreator.findCreatorProperty(name);
		return (property != null) ? property.getCreatorIndex() : -1;
	}

	/**
	 * Whether what is unknown, null, or in no view concerns somebody.
	 */
	private boolean isUnusual(DeserializationContext context) {
		return (!_ignoreAllUnknown && (context.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
				|| context.getConfig().getProblemHandlers() != null))
				|| context.isEnabled(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
				|| (_needViewProcesing && context.getActiveView() != null);
	}

	private Object create(DeserializationContext context, @Nullable Object[] values) {
		try {
			return _valueInstantiator.createFromObjectWith(context, values);
		}
		catch (Exception ex) {
			return wrapInstantiationProblem(context, ex);
		}
	}

	/**
	 * Lets Jackson decide on what takes the place of members that are not there.
	 */
	private Object complete(JsonParser parser, DeserializationContext context, @Nullable Object[] values) {
		PropertyValueBuffer buffer = _propertyBasedCreator.startBuilding(parser, context, null);
		for (int i = 0; i < values.length; i++) {
			if (values[i] != MISSING) {
				buffer.assignParameter(this.components[i], values[i]);
			}
		}
		try {
			return _propertyBasedCreator.build(context, buffer);
		}
		catch (Exception ex) {
			return wrapInstantiationProblem(context, ex);
		}
	}

	/**
	 * Whose subclasses have to support it themselves, so that it is asked of an ordinary
	 * one.
	 */
	@Override
	public ValueDeserializer<Object> unwrappingDeserializer(DeserializationContext context,
			NameTransformer transformer) {
		return withByNameInclusion(_ignorableProps, _includableProps).unwrappingDeserializer(context, transformer);
	}

}
