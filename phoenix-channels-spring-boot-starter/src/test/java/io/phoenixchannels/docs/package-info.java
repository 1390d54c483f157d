/**
 * Holds the documents to what they say: the code in them is compiled, the properties
 * exist, the links lead somewhere. Knows the documents, not what they are about.
 */
package io.phoenixchannels.docs;
