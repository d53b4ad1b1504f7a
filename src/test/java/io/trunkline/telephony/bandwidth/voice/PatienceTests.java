package io.trunkline.telephony.bandwidth.voice;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.secret.Secret;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.bandwidth.voice.Refused.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class PatienceTests {

	private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

	private static final CallLeg LEG = new CallLeg("bandwidth", new AccountId("9900000"), new CallId("c-1"),
			"+12025550123", "+12025550100", Direction.INBOUND);

	@Test
	void hangUpIsTriedAgainAfterAShortAndTwoLongerPauses() {
		assertThat(attemptsAt(HttpStatus.SERVICE_UNAVAILABLE)).containsExactly(0L, 200L, 1200L, 4200L);
	}

	@Test
	void silenceUsesUpTheWholeDeadline() {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		VoiceApi api = api(time, (_) -> Mono.never());
		AtomicReference<Throwable> failure = new AtomicReference<>();
		Disposable hangUp = api.hangUp(LEG).subscribe((_) -> {
		}, failure::set);
		time.advanceTimeBy(Duration.ofMillis(9_999));
		assertThat(failure).hasNullValue();
		time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(failure.get()).isInstanceOf(TelephonyException.class);
		assertThat(hangUp.isDisposed()).isTrue();
	}

	@Test
	void changeIsNotMadeTwice() {
		Patience patience = Patience.forChange();
		for (Cause cause : List.of(Cause.UNREACHABLE, Cause.OVERLOADED, Cause.CONFLICT, Cause.CALL_LIMIT, Cause.GONE,
				Cause.INVALID, Cause.CREDENTIALS)) {
			assertThat(patience.pause(new Refused(cause))).as("%s", cause).isNull();
		}
		assertThat(patience.pause(new Refused(Cause.UNAUTHORIZED))).isEqualTo(Duration.ZERO);
		assertThat(patience.pause(new Refused(Cause.UNAUTHORIZED))).isNull();
	}

	@Test
	void orderIsGivenAgainOnlyForAnotherToken() {
		Patience patience = Patience.forOrder();
		for (Cause cause : Cause.values()) {
			assertThat(patience.pause(new Refused(cause))).as("%s", cause)
				.isEqualTo((cause == Cause.UNAUTHORIZED) ? Duration.ZERO : null);
		}
		assertThat(patience.pause(new Refused(Cause.UNAUTHORIZED))).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "2, PT2S", "' 1 ', PT1S", "0, PT0S", "3600, PT3S", "'Fri, 20 Nov 2026 12:00:02 GMT', PT2S",
			"'Fri, 20 Nov 2026 13:00:00 GMT', PT3S", "'Fri, 20 Nov 2026 11:00:00 GMT', PT0S", "soon, PT1S", "-1, PT1S",
			"99999999999999999999, PT1S", "'', PT1S" })
	void waitThatBandwidthAsksForIsKeptWithinReason(String retryAfter, Duration pause) {
		Refused refused = Refused.byVoiceApi(429, "", retryAfter, NOW);
		assertThat(Patience.forChange().pause(refused)).isEqualTo(pause);
	}

	private static List<Long> attemptsAt(HttpStatus status) {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		List<Long> attempts = new ArrayList<>();
		VoiceApi api = api(time, (_) -> {
			attempts.add(time.now(TimeUnit.MILLISECONDS));
			return Mono.just(ClientResponse.create(status).build());
		});
		StepVerifier.create(api.hangUp(LEG))
			.then(() -> time.advanceTimeBy(Duration.ofSeconds(10)))
			.verifyError(TelephonyException.class);
		return attempts;
	}

	private static VoiceApi api(VirtualTimeScheduler time, Function<ClientRequest, Mono<ClientResponse>> answer) {
		VoiceApiSettings settings = new VoiceApiSettings(URI.create("http://voice"), URI.create("http://api/token"),
				"client", new Secret("secret"));
		WebClient web = WebClient.builder().baseUrl("http://voice").exchangeFunction((request) -> {
			boolean forToken = request.url().equals(settings.tokenUrl());
			return forToken
					? Mono.just(ClientResponse.create(HttpStatus.OK).body("{\"access_token\":\"first\"}").build())
					: answer.apply(request);
		}).build();
		AccessTokens tokens = new AccessTokens(web, settings, time, () -> time.now(TimeUnit.NANOSECONDS),
				InstantSource.fixed(NOW));
		return new VoiceApi(web, tokens, settings, time, InstantSource.fixed(NOW), new SimpleMeterRegistry());
	}

}
