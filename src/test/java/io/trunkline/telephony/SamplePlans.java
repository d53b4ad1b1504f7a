package io.trunkline.telephony;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans of streams and transfers that every carrier has to put into a document. */
public final class SamplePlans {

	private SamplePlans() {
	}

	/** Values that would break a document that is put together carelessly. */
	public static StreamPlan parameters() {
		return new StreamPlan(Map.of("order", "A-17", "name", "Renée \"Ann\" <Miller> & 'Co'"), Optional.empty(), "");
	}

	public static StreamPlan recorded(RecordingPlan recording) {
		return new StreamPlan(Map.of(), Optional.of(recording), "");
	}

	public static StreamPlan digits(String digits) {
		return new StreamPlan(Map.of(), Optional.empty(), digits);
	}

	public static TransferPlan huntGroup() {
		return new TransferPlan(
				List.of(new Party.Phone(new PhoneNumber("+12025550103")),
						new Party.Phone(new PhoneNumber("+12025550104")),
						new Party.Sip("sip:desk@pbx.example.com?X-Order=A%2017&X-VIP=yes", "QS0xNw==;encoding=base64"),
						new Party.Sip("sips:back@pbx.example.com", "")),
				"+12025550102", "Ann \"<&>\" Miller", Duration.ofSeconds(20), true);
	}

}
