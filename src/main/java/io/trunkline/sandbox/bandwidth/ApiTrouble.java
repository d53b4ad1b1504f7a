package io.trunkline.sandbox.bandwidth;

import java.util.Map;

import io.trunkline.sandbox.bandwidth.api.Answer;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Fault;
import org.jspecify.annotations.Nullable;

/**
 * How the Voice API fails when it is asked about one call. Belongs to the call's loop.
 */
final class ApiTrouble {

	private final CallFaults faults;

	private int left;

	private boolean seen;

	ApiTrouble(CallFaults faults) {
		this.faults = faults;
		this.left = faults.apiFailures();
	}

	/** What a request is answered with that fails; null if it does not. */
	@Nullable Answer failure() {
		return Answer.FAILURES.entrySet()
			.stream()
			.filter((failure) -> this.faults.has(failure.getKey()) && this.left-- > 0)
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	/** What is left of an answer on its way. */
	Answer onItsWay(Answer answer) {
		return (this.faults.has(Fault.API_REPLY_LOST) && this.left-- > 0) ? Answer.LOST : answer;
	}

	/** What somebody gets to see who asks for the call. */
	Answer shown(Map<String, ? extends @Nullable Object> call) {
		boolean late = !this.seen && this.faults.has(Fault.CALL_SHOWN_LATE);
		this.seen = true;
		Answer answer = late ? Answer.NOT_FOUND : new Answer(200, call);
		return (!late && this.faults.has(Fault.CALL_SHOWN_AS_LIST)) ? answer.inList() : answer;
	}

}
