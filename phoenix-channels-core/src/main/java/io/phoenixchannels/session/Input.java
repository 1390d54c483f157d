package io.phoenixchannels.session;

/**
 * Something that happens to a session: a {@link Command} asks for something, a
 * {@link Signal} says what happened.
 */
public sealed interface Input permits Command, Signal {

	void applyTo(Session session);

}
