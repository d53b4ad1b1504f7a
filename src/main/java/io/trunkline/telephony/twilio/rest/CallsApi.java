package io.trunkline.telephony.twilio.rest;

import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Predicate;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierHttp;
import io.trunkline.telephony.CarrierMeters;
import io.trunkline.telephony.twilio.rest.Refused.Cause;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Twilio's API does with calls. Each method gives a cold Mono that makes its request
 * when subscribed to, has a deadline, and fails with a
 * {@link io.trunkline.telephony.TelephonyException}.
 */
public final class CallsApi {

	private static final String CALLS = "/2010-04-01/Accounts/{account}/Calls";

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final WebClient web;

	private final WebClient orders;

	private final CallsApiSettings settings;

	private final Scheduler scheduler;

	private final MeterRegistry meters;

	/**
	 * Makes it.
	 * @param web a client whose base URL is that of the API
	 * @param orders the same, but each request is made once, on a connection of its own
	 * @param scheduler counts deadlines and pauses
	 */
	CallsApi(WebClient web, WebClient orders, CallsApiSettings settings, Scheduler scheduler, MeterRegistry meters) {
		this.web = web;
		this.orders = orders;
		this.settings = settings;
		this.scheduler = scheduler;
		this.meters = meters;
	}

	/**
	 * Ends the call, cancels it if it has not been answered. Succeeds as well when the
	 * call has ended before.
	 */
	public Mono<Void> hangUp(CallLeg leg) {
		return change(leg, ".json", form("Status", "completed"), patient())
			.onErrorResume(Refused.class,
					(refused) -> (refused.why() == Cause.GONE) ? Mono.empty() : Mono.error(refused))
			.onErrorMap(Refused.class, Refused::toTelephony);
	}

	/**
	 * Takes the call from what it is doing and has it do this instead. A lost answer is
	 * not asked for again: the document may be running, and would begin anew.
	 */
	public Mono<Void> replace(CallLeg leg, String twiml) {
		return change(leg, ".json", form("Twiml", twiml), careful()).onErrorMap(Refused.class, Refused::toTelephony);
	}

	/**
	 * Has the recording of the call pause or go on, whichever it does already; begins one
	 * that is to go on and that there is not.
	 * @param beginning fields of a request that begins one
	 */
	public Mono<Void> record(CallLeg leg, boolean on, MultiValueMap<String, String> beginning) {
		MultiValueMap<String, String> state = form("Status", on ? "in-progress" : "paused");
		return change(leg, "/Recordings/Twilio.CURRENT.json", state, patient())
			.onErrorResume(Refused.class,
					(refused) -> (on && refused.why() == Cause.GONE)
							? change(leg, "/Recordings.json", beginning, careful()) : Mono.error(refused))
			.onErrorMap(Refused.class, Refused::toTelephony);
	}

	/**
	 * Has Twilio dial. It has no key that would keep it from dialling twice, so that an
	 * order is never sent again.
	 * @param order the fields of the request
	 */
	public Mono<CallId> create(AccountId account, MultiValueMap<String, String> order) {
		return this.orders.post()
			.uri(CALLS + ".json", account.value())
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.bodyValue(order)
			.exchangeToMono((response) -> read(response, Refused::byCreation))
			.map(CallsApi::named)
			.timeout(this.settings.attempt(), this.scheduler)
			.onErrorMap(Refused::byLoss)
			.doOnError(Refused.class, this::count)
			.onErrorMap(Refused.class, Refused::toTelephony);
	}

	private Mono<Void> change(CallLeg leg, String what, MultiValueMap<String, String> form, Retry retry) {
		return Mono.defer(() -> attempt(leg, what, form))
			.retryWhen(retry)
			.timeout(this.settings.request(), Mono.error(() -> new Refused(Cause.UNREACHABLE)), this.scheduler);
	}

	private Mono<Void> attempt(CallLeg leg, String what, MultiValueMap<String, String> form) {
		return this.web.post()
			.uri(CALLS + "/{call}" + what, leg.accountId().value(), leg.callId().value())
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.bodyValue(form)
			.exchangeToMono((response) -> read(response, Refused::byAnswer))
			.timeout(this.settings.attempt(), this.scheduler)
			.onErrorMap(Refused::by)
			.doOnError(Refused.class, this::count)
			.then();
	}

	private Mono<byte[]> read(ClientResponse response, BiFunction<Integer, Integer, Refused> refusal) {
		int status = response.statusCode().value();
		Mono<byte[]> body = CarrierHttp.body(response);
		return response.statusCode().is2xxSuccessful() ? body
				: body.flatMap((error) -> Mono.error(refusal.apply(status, number(error, "code"))));
	}

	/** Once an order is taken, only its name matters. */
	private static CallId named(byte[] body) {
		JsonNode call = parse(body);
		try {
			return new CallId((call != null) ? call.path("sid").asString("") : "");
		}
		catch (IllegalArgumentException _) {
			throw new Refused(Cause.UNCERTAIN);
		}
	}

	private static int number(byte[] body, String field) {
		JsonNode answer = parse(body);
		return (answer != null) ? answer.path(field).asInt(0) : 0;
	}

	private static @Nullable JsonNode parse(byte[] body) {
		try {
			return MAPPER.readTree(body);
		}
		catch (JacksonException _) {
			return null;
		}
	}

	/** For bringing a call into a state: nothing happens if it is asked for twice. */
	private Retry patient() {
		return retry(3, (why) -> why == Cause.RATE_LIMIT || why == Cause.UNREACHABLE || why == Cause.OVERLOADED);
	}

	/** For what would happen twice: only what certainly was not looked at. */
	private Retry careful() {
		return retry(1, (why) -> why == Cause.RATE_LIMIT);
	}

	private Retry retry(int times, Predicate<Cause> again) {
		return Retry.backoff(times, Duration.ofMillis(200))
			.maxBackoff(Duration.ofSeconds(3))
			.jitter(0)
			.filter((failure) -> failure instanceof Refused refused && again.test(refused.why()))
			.scheduler(this.scheduler)
			.onRetryExhaustedThrow((_, last) -> last.failure());
	}

	private static MultiValueMap<String, String> form(String name, String value) {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		form.add(name, value);
		return form;
	}

	/** That a call is over is no error. */
	private void count(Refused refused) {
		if (refused.why() != Cause.GONE) {
			CarrierMeters.errors("twilio", refused.why()).count(this.meters);
		}
	}

}
