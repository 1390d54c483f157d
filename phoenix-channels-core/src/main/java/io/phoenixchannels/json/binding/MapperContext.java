package io.phoenixchannels.json.binding;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.FormatSchema;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TreeNode;
import tools.jackson.core.tree.ArrayTreeNode;
import tools.jackson.core.tree.ObjectTreeNode;
import tools.jackson.core.type.ResolvedType;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a parser asks of its mapper, mostly on behalf of deserializers of the application.
 */
final class MapperContext implements ObjectReadContext {

	private final JsonMapper mapper;

	MapperContext(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public @Nullable FormatSchema getSchema() {
		return null;
	}

	@Override
	public int getStreamReadFeatures(int defaults) {
		return this.mapper.tokenStreamFactory().getStreamReadFeatures();
	}

	@Override
	public int getFormatReadFeatures(int defaults) {
		return this.mapper.tokenStreamFactory().getFormatReadFeatures();
	}

	@Override
	public TokenStreamFactory tokenStreamFactory() {
		return this.mapper.tokenStreamFactory();
	}

	@Override
	public StreamReadConstraints streamReadConstraints() {
		return this.mapper.tokenStreamFactory().streamReadConstraints();
	}

	@Override
	public ArrayTreeNode createArrayNode() {
		return this.mapper.createArrayNode();
	}

	@Override
	public ObjectTreeNode createObjectNode() {
		return this.mapper.createObjectNode();
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T extends TreeNode> T readTree(JsonParser parser) {
		return (T) this.mapper.readTree(parser);
	}

	@Override
	public <T> T readValue(JsonParser parser, Class<T> type) {
		return this.mapper.readValue(parser, type);
	}

	@Override
	public <T> T readValue(JsonParser parser, TypeReference<T> type) {
		return this.mapper.readValue(parser, type);
	}

	@Override
	public <T> T readValue(JsonParser parser, ResolvedType type) {
		return this.mapper.readValue(parser, (JavaType) type);
	}

}
