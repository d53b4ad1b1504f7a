package io.trunkline.telephony.bandwidth.voice;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.bandwidth.voice.AccessTokens.AccessToken;
import io.trunkline.telephony.bandwidth.voice.Refused.Cause;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Bandwidth's Voice API, as far as it changes a call that is up. Each method gives a cold
 * Mono that makes its request when subscribed to, has a deadline, and fails with a
 * {@link io.trunkline.telephony.TelephonyException}.
 */
public final class VoiceApi {

	private static final String CALL = "/accounts/{account}/calls/{call}";

	private static final MediaType BXML = new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8);

	private final VoiceRequests requests;

	/**
	 * Makes it.
	 * @param web a client whose base URL is that of the API
	 * @param scheduler counts deadlines and pauses
	 */
	VoiceApi(WebClient web, AccessTokens tokens, VoiceApiSettings settings, Scheduler scheduler, InstantSource clock,
			MeterRegistry meters) {
		this.requests = new VoiceRequests(web, tokens, settings, scheduler, clock, meters);
	}

	/**
	 * Ends the call, cancels or rejects it if it has not been answered. Succeeds as well
	 * when the call has ended before or is just about to.
	 */
	public Mono<Void> hangUp(CallLeg leg) {
		Map<String, String> state = Map.of("state", "completed");
		Change change = new Change(HttpMethod.POST, CALL, MediaType.APPLICATION_JSON, state);
		return persist(leg, change, Patience::forState).onErrorResume(Refused.class, this::unlessOver)
			.onErrorMap(Refused.class, Refused::toTelephony);
	}

	/**
	 * Takes the call from what it is doing and has it do this instead.
	 * @param bxml a document whose root is Bxml
	 */
	public Mono<Void> replaceBxml(CallLeg leg, String bxml) {
		Change change = new Change(HttpMethod.PUT, CALL + "/bxml", BXML, bxml);
		return persist(leg, change, Patience::forChange).onErrorMap(Refused.class, Refused::toTelephony);
	}

	/**
	 * Has the recording of the call pause or go on, whichever it does already.
	 */
	public Mono<Void> record(CallLeg leg, boolean on) {
		Map<String, String> state = Map.of("state", on ? "recording" : "paused");
		Change change = new Change(HttpMethod.PUT, CALL + "/recording", MediaType.APPLICATION_JSON, state);
		return persist(leg, change, Patience::forState).onErrorMap(Refused.class, Refused::toTelephony);
	}

	private Mono<Void> unlessOver(Refused refused) {
		return (refused.why() == Cause.GONE || refused.why() == Cause.CONFLICT) ? Mono.empty() : Mono.error(refused);
	}

	private Mono<Void> persist(CallLeg leg, Change change, Supplier<Patience> patience) {
		Scheduler scheduler = this.requests.scheduler();
		return Mono.defer(() -> attempt(leg, change).retryWhen(patience.get().on(scheduler)))
			.timeout(this.requests.settings().request(), Mono.error(() -> new Refused(Cause.UNREACHABLE)), scheduler);
	}

	private Mono<Void> attempt(CallLeg leg, Change change) {
		return this.requests.tokens()
			.current()
			.flatMap((token) -> send(leg, change, token))
			.timeout(this.requests.settings().attempt(), this.requests.scheduler())
			.onErrorMap(Refused::by)
			.doOnError(Refused.class, this.requests::count)
			.then();
	}

	private Mono<VoiceRequests.Reply> send(CallLeg leg, Change change, AccessToken token) {
		var request = this.requests.web()
			.method(change.method())
			.uri(change.path(), leg.accountId().value(), leg.callId().value())
			.contentType(change.type());
		return this.requests.send(request, change.body(), token, Refused::byVoiceApi);
	}

	private record Change(HttpMethod method, String path, MediaType type, Object body) {
	}

}
