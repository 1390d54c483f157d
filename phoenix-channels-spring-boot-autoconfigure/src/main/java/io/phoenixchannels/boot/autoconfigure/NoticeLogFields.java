package io.phoenixchannels.boot.autoconfigure;

import java.util.Locale;

import io.phoenixchannels.log.LogFields;
import io.phoenixchannels.session.DisconnectReason;
import io.phoenixchannels.session.Notice;

/**
 * What structured logs show of a notice.
 */
final class NoticeLogFields {

	private NoticeLogFields() {
	}

	static LogFields of(String client, Notice notice) {
		LogFields fields = LogFields.client(client);
		if (notice instanceof Notice.ConnectionOpened opened) {
			return fields.and(LogFields.CONNECTION, opened.connection());
		}
		if (notice instanceof Notice.ConnectionLost lost) {
			return withReason(fields.and(LogFields.CONNECTION, lost.connection()), lost.reason());
		}
		if (notice instanceof Notice.ConnectFailed failed) {
			return withReason(
					fields.and(LogFields.CONNECTION, failed.connection()).and(LogFields.ATTEMPT, failed.attempt()),
					failed.reason());
		}
		if (notice instanceof Notice.ConnectionClosed closed) {
			return fields.and(LogFields.CONNECTION, closed.connection());
		}
		if (notice instanceof Notice.FrameUnreadable frame) {
			return fields.and(LogFields.CONNECTION, frame.connection());
		}
		return ofChannel(fields, notice);
	}

	private static LogFields withReason(LogFields fields, DisconnectReason reason) {
		fields.and(LogFields.REASON, reason.kind().name().toLowerCase(Locale.ROOT));
		return fields.and(
				(reason.kind() == DisconnectReason.Kind.REFUSED) ? LogFields.HTTP_STATUS : LogFields.CLOSE_CODE,
				reason.code());
	}

	private static LogFields ofChannel(LogFields fields, Notice notice) {
		if (notice instanceof Notice.ChannelJoined joined) {
			return fields.and(LogFields.TOPIC, joined.topic()).and(LogFields.CONNECTION, joined.connection());
		}
		if (notice instanceof Notice.JoinRejected rejected) {
			return fields.and(LogFields.TOPIC, rejected.topic());
		}
		if (notice instanceof Notice.ChannelErrored errored) {
			return fields.and(LogFields.TOPIC, errored.topic());
		}
		if (notice instanceof Notice.ChannelClosed closed) {
			return fields.and(LogFields.TOPIC, closed.topic());
		}
		if (notice instanceof Notice.MessageDropped dropped) {
			return fields.and(LogFields.TOPIC, dropped.topic()).and(LogFields.EVENT, dropped.event());
		}
		return fields;
	}

}
