/**
 * Several instances of an application that share their topics, started in this one
 * process to be looked at, and killed: {@code --sample.instances=3}. What an application
 * writes itself is in {@code InstanceBeans}.
 */
@NullMarked
package io.phoenixchannels.sample.fleet;

import org.jspecify.annotations.NullMarked;
