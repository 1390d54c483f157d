package io.phoenixchannels.transport.spring;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * Says why TLS failed, and whose certificate it was. The JDK's own texts, which may be
 * searched for, follow in brackets.
 */
final class TlsFailures {

	private static final Pattern ALERT = Pattern.compile("fatal alert: (\\w+)");

	private static final String REFUSED = "refuses the client's certificate, or misses one: check the keys of the"
			+ " client's SSL bundle or context";

	/**
	 * What servers answer to a client's certificate, by RFC 8446, 6.2. Which one it is
	 * differs with the server and the version of TLS.
	 */
	private static final Map<String, String> ALERTS = Map.of("certificate_required",
			"wants a certificate of the client: give the client's SSL bundle or context a key", //
			"bad_certificate", REFUSED, "unsupported_certificate", REFUSED, "certificate_revoked", REFUSED,
			"certificate_expired", REFUSED, "certificate_unknown", REFUSED, "unknown_ca", REFUSED, "access_denied",
			REFUSED, "handshake_failure",
			"wants another version of TLS, another cipher, or a certificate of the client", "protocol_version",
			"wants another version of TLS");

	private TlsFailures() {
	}

	/**
	 * Describes a failure.
	 * @return what follows the name of the server in a sentence, without a full stop
	 */
	static String describe(SSLException failure) {
		Throwable last = failure;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			String problem = certificate(cause);
			if (problem != null) {
				return problem + " (TLS: " + cause.getMessage() + ")";
			}
			last = cause;
		}
		return other(failure) + " (TLS: " + ((failure.getMessage() != null) ? failure : last).getMessage() + ")";
	}

	private static @Nullable String certificate(Throwable cause) {
		if (cause instanceof CertificateExpiredException) {
			return "has a certificate that has expired";
		}
		if (cause instanceof CertificateNotYetValidException) {
			return "has a certificate that is not valid yet";
		}
		if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
			return "has a certificate that is not trusted: give the client's SSL bundle or context its issuer's"
					+ " certificate to trust";
		}
		if (cause instanceof CertificateException && cause.getCause() == null) {
			return isAboutName(String.valueOf(cause.getMessage()))
					? "has a certificate for another host name: use a name of the certificate in the URL"
					: "has a certificate that is not accepted";
		}
		return null;
	}

	private static boolean isAboutName(String message) {
		return message.startsWith("No name matching") || message.startsWith("No subject alternative");
	}

	private static String other(SSLException failure) {
		String message = String.valueOf(failure.getMessage());
		Matcher alert = ALERT.matcher(message);
		if (alert.find()) {
			String problem = ALERTS.get(alert.group(1).toLowerCase(Locale.ROOT));
			if (problem != null) {
				return problem;
			}
		}
		if (message.toLowerCase(Locale.ROOT).contains("unrecognized ssl message")) {
			return "does not speak TLS on that port: use ws instead of wss, or the port for TLS";
		}
		return "could not be connected to";
	}

}
