package io.trunkline.telephony.bandwidth.voice;

import java.net.URI;
import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.bandwidth.voice.AccessTokens.AccessToken;
import io.trunkline.telephony.bandwidth.voice.Refused.Cause;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Places calls. Bandwidth has no key that would keep it from dialling twice, so an order
 * is sent again only when it certainly was not taken. What Bandwidth answers repeats our
 * passwords and is shown to nobody.
 */
public final class CallOrders {

	private static final String CALLS = "/accounts/{account}/calls";

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final VoiceRequests requests;

	/**
	 * Makes it.
	 * @param web a client whose base URL is that of the API and that makes each request
	 * once, on a connection of its own
	 * @param scheduler counts deadlines
	 */
	CallOrders(WebClient web, AccessTokens tokens, VoiceApiSettings settings, Scheduler scheduler, InstantSource clock,
			MeterRegistry meters) {
		this.requests = new VoiceRequests(web, tokens, settings, scheduler, clock, meters);
	}

	/**
	 * Has Bandwidth dial.
	 * @return cold; fails with a {@link io.trunkline.telephony.TelephonyException}
	 */
	public Mono<CallId> place(AccountId account, NewCall call) {
		return Mono.defer(() -> attempt(account, call).retryWhen(Patience.forOrder().on(this.requests.scheduler())))
			.onErrorMap(Refused.class, Refused::toTelephony);
	}

	/** Until there is a token nothing is sent, so that its loss is no uncertainty. */
	private Mono<CallId> attempt(AccountId account, NewCall call) {
		return this.requests.tokens()
			.current()
			.timeout(this.requests.settings().attempt(), this.requests.scheduler())
			.onErrorMap(Refused::by)
			.flatMap((token) -> send(account, call, token))
			.doOnError(Refused.class, this.requests::count);
	}

	private Mono<CallId> send(AccountId account, NewCall call, AccessToken token) {
		var request = this.requests.web().post().uri(CALLS, account.value()).contentType(MediaType.APPLICATION_JSON);
		return this.requests.send(request, call, token, Refused::byCreation)
			.flatMap((reply) -> placed(reply.body(), reply.headers().getFirst(HttpHeaders.LOCATION)))
			.timeout(this.requests.settings().attempt(), this.requests.scheduler())
			.onErrorMap(Refused::byLoss);
	}

	/** Once it is taken, only its name matters; the header has it as well. */
	private static Mono<CallId> placed(byte[] body, @Nullable String location) {
		CallId named = callId(body);
		CallId located = (named == null && location != null) ? lastOf(location) : named;
		return (located != null) ? Mono.just(located) : Mono.error(new Refused(Cause.UNCERTAIN));
	}

	private static @Nullable CallId callId(byte[] body) {
		try {
			return new CallId(MAPPER.readTree(body).path("callId").asString(""));
		}
		catch (JacksonException | IllegalArgumentException _) {
			return null;
		}
	}

	private static @Nullable CallId lastOf(String location) {
		try {
			String path = URI.create(location).getPath();
			return (path != null) ? new CallId(path.substring(path.lastIndexOf('/') + 1)) : null;
		}
		catch (IllegalArgumentException _) {
			return null;
		}
	}

}
