package io.trunkline.telephony.bandwidth.voice;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CarrierMeters;
import io.trunkline.telephony.bandwidth.voice.AccessTokens.AccessToken;
import io.trunkline.telephony.bandwidth.voice.Refused.Cause;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
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

	private static final byte[] NOTHING = {};

	private final WebClient web;

	private final AccessTokens tokens;

	private final VoiceApiSettings settings;

	private final Scheduler scheduler;

	private final InstantSource clock;

	private final MeterRegistry meters;

	/**
	 * Makes it.
	 * @param web a client whose base URL is that of the API and that makes each request
	 * once, on a connection of its own
	 * @param scheduler counts deadlines
	 */
	CallOrders(WebClient web, AccessTokens tokens, VoiceApiSettings settings, Scheduler scheduler, InstantSource clock,
			MeterRegistry meters) {
		this.web = web;
		this.tokens = tokens;
		this.settings = settings;
		this.scheduler = scheduler;
		this.clock = clock;
		this.meters = meters;
	}

	/**
	 * Has Bandwidth dial.
	 * @return cold; fails with a {@link io.trunkline.telephony.TelephonyException}
	 */
	public Mono<CallId> place(AccountId account, NewCall call) {
		return Mono.defer(() -> attempt(account, call).retryWhen(Patience.forOrder().on(this.scheduler)))
			.onErrorMap(Refused.class, Refused::toTelephony);
	}

	/** Until there is a token nothing is sent, so that its loss is no uncertainty. */
	private Mono<CallId> attempt(AccountId account, NewCall call) {
		return this.tokens.current()
			.timeout(this.settings.attempt(), this.scheduler)
			.onErrorMap(Refused::by)
			.flatMap((token) -> send(account, call, token))
			.doOnError(Refused.class, (refused) -> CarrierMeters.error(this.meters, "bandwidth", refused.why()));
	}

	private Mono<CallId> send(AccountId account, NewCall call, AccessToken token) {
		return this.web.post()
			.uri(CALLS, account.value())
			.headers((headers) -> headers.setBearerAuth(token.value()))
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(call)
			.exchangeToMono((response) -> read(response, token))
			.timeout(this.settings.attempt(), this.scheduler)
			.onErrorMap(Refused::byLoss);
	}

	private Mono<CallId> read(ClientResponse response, AccessToken token) {
		int status = response.statusCode().value();
		if (status == 401 || status == 403) {
			token.reject();
		}
		HttpHeaders headers = response.headers().asHttpHeaders();
		return response.bodyToMono(byte[].class)
			.onErrorReturn(NOTHING)
			.defaultIfEmpty(NOTHING)
			.flatMap((body) -> response.statusCode().is2xxSuccessful()
					? placed(body, headers.getFirst(HttpHeaders.LOCATION)) : refused(status, body, headers));
	}

	private Mono<CallId> refused(int status, byte[] body, HttpHeaders headers) {
		return Mono.error(Refused.byCreation(status, new String(body, StandardCharsets.UTF_8),
				headers.getFirst(HttpHeaders.RETRY_AFTER), this.clock.instant()));
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
