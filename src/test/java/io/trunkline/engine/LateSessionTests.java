package io.trunkline.engine;

import java.time.Duration;
import java.util.List;

import io.trunkline.agent.Agent;
import io.trunkline.telephony.VirtualCallLoop;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class LateSessionTests {

	private final FakeSession session = new FakeSession(new VirtualCallLoop());

	private final Sinks.One<EngineSession> opening = Sinks.one();

	private final LateSession late = new LateSession(this.opening.asMono());

	@Test
	void whatIsAskedBeforeItIsOpenIsDoneAfterwards() {
		StepVerifier.create(this.late.say("Hello.").ofType(Utterance.Written.class))
			.expectSubscription()
			.then(() -> this.opening.tryEmitValue(this.session).orThrow())
			.expectNext(Utterance.Written.verbatim("Hello."))
			.verifyComplete();
		this.session.answer("Yes.");
		StepVerifier.create(this.late.reply(List.of(), Pace.UNBOUNDED).ofType(Utterance.Written.class))
			.expectNext(Utterance.Written.verbatim("Yes."))
			.verifyComplete();
	}

	@Test
	void whatWasCutIsToldOnceItIsOpen() {
		this.late.cut(Duration.ofMillis(700));
		this.opening.tryEmitValue(this.session).orThrow();
		assertThat(this.session.cuts()).containsExactly(Duration.ofMillis(700));
	}

	@Test
	void tellsWhichEngineTookOverFromWhatWasOpened() {
		StepVerifier.create(this.late.fallenBack())
			.then(() -> this.opening.tryEmitValue(this.session).orThrow())
			.then(() -> this.session.fallBack(Agent.Engine.CASCADE))
			.expectNext(Agent.Engine.CASCADE)
			.verifyComplete();
	}

	@Test
	void whatCouldNotBeOpenedFallsBackToNothing() {
		this.opening.tryEmitError(new IllegalStateException("no engine")).orThrow();
		StepVerifier.create(this.late.fallenBack()).verifyComplete();
	}

	@Test
	void closesWhatWasOpened() {
		this.opening.tryEmitValue(this.session).orThrow();
		StepVerifier.create(this.late.close()).verifyComplete();
		assertThat(this.session.isClosed()).isTrue();
	}

	@Test
	void whatWasClosedIsNotOpenedAnyMore() {
		StepVerifier.create(this.late.close()).verifyComplete();
		assertThat(this.opening.currentSubscriberCount()).isZero();
		StepVerifier.create(this.late.say("Hello.")).verifyComplete();
	}

}
