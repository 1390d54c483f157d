package io.phoenixchannels.test.wire;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Writes a double the way the BEAM does: the shortest digits that read back as the same
 * number, always with a point, and with an exponent where that is shorter (recording
 * {@code numbers}).
 */
final class FloatText {

	/** Beyond this not every integer is a double, so Erlang writes an exponent. */
	private static final double EXACT_INTEGERS = 0x1p53;

	private FloatText() {
	}

	static String of(double value) {
		String sign = (Double.doubleToRawLongBits(value) < 0) ? "-" : "";
		double magnitude = Math.abs(value);
		if (magnitude == 0) {
			return sign + "0.0";
		}
		BigDecimal shortest = shortest(magnitude);
		String digits = shortest.unscaledValue().toString();
		return sign + place(digits, digits.length() - shortest.scale(), magnitude);
	}

	private static BigDecimal shortest(double value) {
		BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
		while (digits.precision() > 1) {
			BigDecimal shorter = digits.round(new MathContext(digits.precision() - 1));
			if (shorter.doubleValue() != value) {
				break;
			}
			digits = shorter.stripTrailingZeros();
		}
		return digits;
	}

	/**
	 * Puts the point into the digits.
	 * @param point how many digits stand before the point; zero or less for 0.00x
	 */
	private static String place(String digits, int point, double value) {
		int length = digits.length();
		if (point == 0) {
			return "0." + digits;
		}
		if (point > 0 && point < length) {
			return digits.substring(0, point) + "." + digits.substring(point);
		}
		String exponent = Integer.toString(point - 1);
		int exponentCost = exponent.length() + 1 + ((length == 1) ? 2 : 1);
		if (point < 0) {
			return (2 - point <= exponentCost) ? "0." + "0".repeat(-point) + digits : scientific(digits, exponent);
		}
		boolean plain = point - length + 2 <= exponentCost && value < EXACT_INTEGERS;
		return plain ? digits + "0".repeat(point - length) + ".0" : scientific(digits, exponent);
	}

	private static String scientific(String digits, String exponent) {
		String fraction = (digits.length() == 1) ? "0" : digits.substring(1);
		return digits.charAt(0) + "." + fraction + "e" + exponent;
	}

}
