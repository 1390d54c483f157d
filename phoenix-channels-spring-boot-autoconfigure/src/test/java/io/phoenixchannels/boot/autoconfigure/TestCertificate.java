package io.phoenixchannels.boot.autoconfigure;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key and its certificate, signed by itself, in a store of their own.
 */
final class TestCertificate {

	static final String PASSWORD = "changeit";

	private final Path directory;

	private final String name;

	private TestCertificate(Path directory, String name) {
		this.directory = directory;
		this.name = name;
	}

	static TestCertificate create(Path directory, String name, String alternativeName) throws Exception {
		TestCertificate certificate = new TestCertificate(directory, name);
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", name, "-keyalg", "EC", "-validity", "2", "-dname", "CN=" + name, "-ext",
				"SAN=" + alternativeName, "-storetype", "PKCS12", "-keystore", certificate.keys().toString(),
				"-storepass", PASSWORD)
			.redirectErrorStream(true)
			.start();
		assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(keytool.exitValue()).isZero();
		KeyStore trust = KeyStore.getInstance("PKCS12");
		trust.load(null, null);
		trust.setCertificateEntry(name, certificate.certificate());
		try (OutputStream out = Files.newOutputStream(certificate.trust())) {
			trust.store(out, PASSWORD.toCharArray());
		}
		return certificate;
	}

	private Path keys() {
		return this.directory.resolve(this.name + ".p12");
	}

	private Path trust() {
		return this.directory.resolve(this.name + "-trust.p12");
	}

	private Certificate certificate() throws Exception {
		return load(keys()).getCertificate(this.name);
	}

	private static KeyStore load(Path file) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			store.load(in, PASSWORD.toCharArray());
		}
		return store;
	}

	/**
	 * A server's context, with this certificate.
	 */
	SSLContext serverTrusting(TestCertificate client) throws Exception {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(load(keys()), PASSWORD.toCharArray());
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(load(client.trust()));
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
		return context;
	}

	/**
	 * Properties of a bundle that presents this certificate.
	 */
	String[] asKeysOf(String bundle) {
		return store(bundle, "keystore", keys());
	}

	/**
	 * Properties of a bundle that trusts this certificate, and no other.
	 */
	String[] asTrustOf(String bundle) {
		return store(bundle, "truststore", trust());
	}

	private static String[] store(String bundle, String store, Path file) {
		String prefix = "spring.ssl.bundle.jks." + bundle + "." + store + ".";
		return new String[] { prefix + "location=" + file.toUri(), prefix + "password=" + PASSWORD,
				prefix + "type=PKCS12" };
	}

}
