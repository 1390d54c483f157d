package io.phoenixchannels.test;

/**
 * The application that an embedded server plays, as a class of its own, so that tests can
 * share it and an annotation can name it. Such a class needs a constructor without
 * parameters, of any visibility.
 */
@FunctionalInterface
public interface EmbeddedPhoenixChannels {

	/**
	 * Declares channels, the connect script, and whatever else the builder takes. What
	 * the annotation sets is there already.
	 */
	void configure(EmbeddedPhoenixServerBuilder server);

}
