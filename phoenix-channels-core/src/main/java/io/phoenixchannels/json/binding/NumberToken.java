package io.phoenixchannels.json.binding;

import java.math.BigDecimal;
import java.math.BigInteger;

import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.base.ParserMinimalBase;
import tools.jackson.core.io.NumberInput;

/**
 * What a parser says of a number, from its text: exact where the type allows it, and an
 * error where the number does not fit.
 */
abstract class NumberToken extends ParserMinimalBase {

	/** So many digits always fit a long. */
	private static final int LONG_DIGITS = 18;

	/** So many digits are exact in a double. */
	private static final int DOUBLE_DIGITS = 15;

	private static final double[] POWERS_OF_TEN = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
			1e13, 1e14, 1e15 };

	private String text = "";

	private int start;

	private int end;

	/** Digits before and after the point. */
	private int digits;

	/** Digits after the point. */
	private int fraction;

	private boolean exponent;

	NumberToken(ObjectReadContext context) {
		super(context);
	}

	/**
	 * Takes the number that begins here.
	 * @return its end
	 */
	final int readNumber(String text, int from, int limit) {
		this.text = text;
		this.start = from;
		this.fraction = 0;
		this.exponent = false;
		int first = (text.charAt(from) == '-') ? from + 1 : from;
		int i = digits(first, limit, "a digit");
		if (text.charAt(first) == '0' && i > first + 1) {
			_reportInvalidNumber("Leading zeroes not allowed");
		}
		this.digits = i - first;
		if (i < limit && text.charAt(i) == '.') {
			int point = i;
			i = digits(point + 1, limit, "a digit after the decimal point");
			this.fraction = i - point - 1;
			this.digits += this.fraction;
		}
		if (i < limit && (text.charAt(i) | 0x20) == 'e') {
			this.exponent = true;
			i++;
			if (i < limit && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
				i++;
			}
			i = digits(i, limit, "a digit in the exponent");
		}
		this.end = i;
		return i;
	}

	private int digits(int from, int limit, String expected) {
		int i = from;
		while (i < limit && this.text.charAt(i) >= '0' && this.text.charAt(i) <= '9') {
			i++;
		}
		if (i == from) {
			_reportInvalidNumber("Expected " + expected);
		}
		return i;
	}

	final JsonToken numberToken() {
		return isInteger() ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
	}

	private boolean isInteger() {
		return this.fraction == 0 && !this.exponent;
	}

	final String numberText() {
		return this.text.substring(this.start, this.end);
	}

	private void requireNumber(int type) {
		if (_currToken != JsonToken.VALUE_NUMBER_INT && _currToken != JsonToken.VALUE_NUMBER_FLOAT) {
			throw _constructNotNumericType(_currToken, type);
		}
	}

	private boolean isLong() {
		return isInteger() && (this.digits <= LONG_DIGITS || NumberInput.inLongRange(unsigned(), isNegative()));
	}

	private boolean isNegative() {
		return this.text.charAt(this.start) == '-';
	}

	private String unsigned() {
		return this.text.substring(isNegative() ? this.start + 1 : this.start, this.end);
	}

	/**
	 * All digits of up to 18 as one number, without regard to the point.
	 */
	private long mantissa() {
		long value = 0;
		int last = this.start + this.digits + (isNegative() ? 1 : 0) + ((this.fraction > 0) ? 1 : 0);
		for (int i = isNegative() ? this.start + 1 : this.start; i < last; i++) {
			char c = this.text.charAt(i);
			if (c != '.') {
				value = 10 * value + (c - '0');
			}
		}
		return isNegative() ? -value : value;
	}

	private long integer() {
		return (this.digits <= LONG_DIGITS) ? mantissa() : Long.parseLong(numberText());
	}

	@Override
	public NumberType getNumberType() {
		if (_currToken == JsonToken.VALUE_NUMBER_INT) {
			if (!isLong()) {
				return NumberType.BIG_INTEGER;
			}
			long value = integer();
			return (value == (int) value) ? NumberType.INT : NumberType.LONG;
		}
		return (_currToken == JsonToken.VALUE_NUMBER_FLOAT) ? NumberType.DOUBLE : noNumberType();
	}

	@SuppressWarnings("NullAway") // as Jackson's own parsers do
	private static NumberType noNumberType() {
		return null;
	}

	@Override
	public Number getNumberValue() {
		requireNumber(NR_UNKNOWN);
		return switch (getNumberType()) {
			case INT -> getIntValue();
			case LONG -> getLongValue();
			case BIG_INTEGER -> getBigIntegerValue();
			default -> getDoubleValue();
		};
	}

	@Override
	public Number getNumberValueExact() {
		return (_currToken == JsonToken.VALUE_NUMBER_FLOAT) ? getDecimalValue() : getNumberValue();
	}

	@Override
	public Object getNumberValueDeferred() {
		requireNumber(NR_UNKNOWN);
		return isLong() ? getNumberValue() : numberText();
	}

	@Override
	public boolean isNaN() {
		return false;
	}

	@Override
	public int getIntValue() {
		requireNumber(NR_INT);
		if (isInteger() && this.digits <= LONG_DIGITS) {
			long value = mantissa();
			if (value == (int) value) {
				return (int) value;
			}
		}
		else if (!isInteger()) {
			double value = getDoubleValue();
			if (value >= MIN_INT_D && value <= MAX_INT_D) {
				return (int) value;
			}
		}
		_reportOverflowInt(numberText());
		return 0;
	}

	@Override
	public long getLongValue() {
		requireNumber(NR_LONG);
		if (isLong()) {
			return integer();
		}
		if (!isInteger()) {
			double value = getDoubleValue();
			if (value >= MIN_LONG_D && value <= MAX_LONG_D) {
				return (long) value;
			}
		}
		_reportOverflowLong(numberText());
		return 0;
	}

	@Override
	public BigInteger getBigIntegerValue() {
		requireNumber(NR_BIGINT);
		if (isInteger()) {
			_streamReadConstraints.validateIntegerLength(this.digits);
			return NumberInput.parseBigInteger(numberText(), isEnabled(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER));
		}
		BigDecimal value = getDecimalValue();
		_streamReadConstraints.validateBigIntegerScale(value.scale());
		return value.toBigInteger();
	}

	@Override
	public float getFloatValue() {
		requireNumber(NR_FLOAT);
		if (isLong()) {
			return integer();
		}
		validateLength();
		return NumberInput.parseFloat(numberText(), isEnabled(StreamReadFeature.USE_FAST_DOUBLE_PARSER));
	}

	@Override
	public double getDoubleValue() {
		requireNumber(NR_DOUBLE);
		if (this.digits <= DOUBLE_DIGITS && !this.exponent) {
			// Both are exact as doubles, so that the quotient is the nearest there is.
			double value = mantissa() / POWERS_OF_TEN[this.fraction];
			return (value == 0 && isNegative() && !isInteger()) ? -0.0 : value;
		}
		validateLength();
		return NumberInput.parseDouble(numberText(), isEnabled(StreamReadFeature.USE_FAST_DOUBLE_PARSER));
	}

	@Override
	public BigDecimal getDecimalValue() {
		requireNumber(NR_BIGDECIMAL);
		validateLength();
		return NumberInput.parseBigDecimal(numberText(), isEnabled(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER));
	}

	private void validateLength() {
		if (isInteger()) {
			_streamReadConstraints.validateIntegerLength(this.digits);
		}
		else {
			_streamReadConstraints.validateFPLength(this.digits);
		}
	}

}
