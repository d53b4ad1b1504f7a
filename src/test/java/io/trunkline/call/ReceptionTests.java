package io.trunkline.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.trunkline.admission.Admissions;
import io.trunkline.admission.Permits;
import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.SampleAgents;
import io.trunkline.agent.tool.Toolbelts;
import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.audio.AudioFormat;
import io.trunkline.call.memory.Briefing;
import io.trunkline.call.memory.Briefings;
import io.trunkline.call.memory.Dialogue;
import io.trunkline.call.progress.Duty;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.FakeSession;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.VirtualCallLoop;
import io.trunkline.turn.Opening;
import io.trunkline.turn.Phrase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReceptionTests {

	private static final CallLeg LEG = new CallLeg("bandwidth", new AccountId("9900000"), new CallId("c-1"),
			"+12025550123", "+12025550100", CallLeg.Direction.INBOUND);

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final Permits permits = Admissions.permits(5);

	private final RecordingEngine engine = new RecordingEngine();

	private final Sinks.One<Map<String, String>> found = Sinks.one();

	private int lookups;

	private final Briefings briefings = new Briefings(
			new Agents(List.of(agent("reception", true, List.of()), agent("sales", false, List.of("+12025550111")))),
			(_, _) -> this.found.asMono().doOnSubscribe((_) -> this.lookups++), () -> Instant.EPOCH);

	private final Toolboxes toolboxes = Toolbelts.of(agent("reception", true, List.of()));

	private final Reception reception = reception(Reception.byNumber(this.briefings.agents()), List.of(this.engine));

	@AfterEach
	void everyPlaceIsFreeAgain() {
		assertThat(this.permits.reserved()).isZero();
		this.scheduler.dispose();
	}

	@Test
	void lookupRunsWhileTheCallIsWaitedFor() {
		Reservation reservation = reserve(LEG);
		assertThat(this.lookups).isOne();
		List<Utterance> greeting = greeting(reservation);
		assertThat(greeting).isEmpty();
		assertThat(reservation.prepared().persona().sentence(Phrase.GOODBYE)).isEqualTo("Bye, friend.");
		this.found.tryEmitValue(Map.of("name", "Ada")).orThrow();
		assertThat(greeting).contains(Utterance.Written.verbatim("Hello Ada, +12025550123."));
		assertThat(reservation.prepared().persona().sentence(Phrase.GOODBYE)).isEqualTo("Bye, Ada.");
		assertThat(this.engine.opened).extracting(Agent::greeting).containsExactly("Hello Ada, +12025550123.");
		reservation.letGo();
	}

	@Test
	void withoutALookupTheGreetingBeginsAtOnce() {
		Reservation reservation = reserve(new CallLeg("bandwidth", LEG.accountId(), LEG.callId(), LEG.from(),
				"+12025550111", CallLeg.Direction.INBOUND));
		assertThat(greeting(reservation)).contains(Utterance.Written.verbatim("Hello friend, +12025550123."));
		assertThat(this.lookups).isZero();
		reservation.letGo();
	}

	@Test
	void colleagueKnowsWhatWasLookedUp() {
		Reservation reservation = reserve(LEG);
		this.found.tryEmitValue(Map.of("name", "Ada")).orThrow();
		Briefing briefing = reservation.prepared().briefing();
		assertThat(briefing.colleague("sales")).get().extracting(Agent::instructions).isEqualTo("Help Ada.");
		assertThat(briefing.colleague("nobody")).isEmpty();
		reservation.letGo();
	}

	@Test
	void streamAfterABreakKeepsTheAgentAndAsksNobodyAgain() {
		Reservation first = reserve(LEG);
		this.found.tryEmitValue(Map.of("name", "Ada")).orThrow();
		first.letGo();
		Reservation second = this.reception.reserve(LEG, first.prepared().briefing(), new Dialogue(), 2, Opening.AGAIN)
			.orElseThrow();
		assertThat(this.lookups).isOne();
		assertThat(second.prepared().persona().agent().instructions()).isEqualTo("Help Ada.");
		assertThat(greeting(second)).isEmpty();
		second.letGo();
	}

	@Test
	void callThatEndsBeforeItsLookupOpensNothing() {
		Reservation reservation = reserve(LEG);
		reservation.letGo();
		this.found.tryEmitValue(Map.of("name", "Ada"));
		assertThat(this.engine.opened).isEmpty();
	}

	@Test
	void agentWhoseEngineIsNotThereIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> reception((_, _) -> new Doorkeeper.Entry.Reject(), List.of()))
			.withMessageContaining("trunkline.agents.reception.engine")
			.withMessageContaining("trunkline.agents.sales.engine");
	}

	@Test
	void doorkeeperMayGiveTheAgentAnotherGreeting() {
		Reservation reservation = reserve(received(new Doorkeeper.Entry.Agent("sales", "Happy new year {{caller}}.")),
				LEG);
		assertThat(greeting(reservation)).contains(Utterance.Written.verbatim("Happy new year +12025550123."));
		reservation.letGo();
	}

	@Test
	void callThatNobodyTakesSaysWhy() {
		assertThat(received(new Doorkeeper.Entry.Closed("We are closed.")).welcome(LEG, Optional.empty()))
			.isEqualTo(new Reception.Welcome.Declined(Duty.Reply.CLOSED, "closed", "We are closed."));
		assertThat(received(new Doorkeeper.Entry.Reject()).welcome(LEG, Optional.empty()))
			.isEqualTo(new Reception.Welcome.Declined(Duty.Reply.REJECT, "rejected", ""));
		assertThat(received(new Doorkeeper.Entry.Agent("nobody", "")).welcome(LEG, Optional.empty()))
			.isInstanceOfSatisfying(Reception.Welcome.Declined.class,
					(declined) -> assertThat(declined.reply()).isEqualTo(Duty.Reply.FALLBACK));
	}

	@Test
	void placedCallIsBriefedFromItsOrderAndWithoutOneNobodySpeaks() {
		CallLeg placed = new CallLeg("bandwidth", LEG.accountId(), LEG.callId(), LEG.to(), LEG.from(),
				CallLeg.Direction.OUTBOUND, "order-1");
		Reception.Welcome welcome = this.reception.welcome(placed,
				Optional.of(new Orders.Order("sales", Map.of("name", "Ada"))));
		assertThat(welcome).isInstanceOfSatisfying(Reception.Welcome.Briefed.class, (briefed) -> {
			assertThat(briefed.briefing().agent().instructions()).isEqualTo("Help Ada.");
			assertThat(briefed.briefing().ordered()).isEqualTo(Map.of("name", "Ada"));
		});
		assertThat(this.reception.welcome(placed, Optional.empty())).isInstanceOfSatisfying(
				Reception.Welcome.Declined.class,
				(declined) -> assertThat(declined.reply()).isEqualTo(Duty.Reply.HANG_UP));
	}

	private Reception received(Doorkeeper.Entry entry) {
		return reception((_, _) -> entry, List.of(this.engine));
	}

	private Reception reception(Doorkeeper doorkeeper, List<VoiceEngine> engines) {
		return new Reception(this.briefings, doorkeeper, this.toolboxes::of, this.permits, engines, List.of(),
				this.scheduler);
	}

	private Reservation reserve(CallLeg leg) {
		return reserve(this.reception, leg);
	}

	private static Reservation reserve(Reception reception, CallLeg leg) {
		Reception.Welcome.Briefed welcome = (Reception.Welcome.Briefed) reception.welcome(leg, Optional.empty());
		return reception.reserve(leg, welcome.briefing(), new Dialogue(), 1, Opening.FRESH).orElseThrow();
	}

	private static List<Utterance> greeting(Reservation reservation) {
		List<Utterance> greeting = new ArrayList<>();
		reservation.prepared().greeting().subscribe(greeting::add);
		return greeting;
	}

	private static Agent agent(String name, boolean looksUp, List<String> numbers) {
		Map<String, String> settings = new HashMap<>(
				Map.of("instructions", "Help {{name}}.", "greeting", "Hello {{name}}, {{caller}}.", "phrases.goodbye",
						"Bye, {{name}}.", "variables.name", "friend", "numbers", String.join(",", numbers)));
		if (looksUp) {
			settings.put("lookup.url", "https://crm.example.com/");
			settings.put("lookup.provides", "name");
		}
		return SampleAgents.agent(name, settings);
	}

	/** Notes for whom sessions were opened. */
	private static final class RecordingEngine implements VoiceEngine {

		private final List<Agent> opened = new ArrayList<>();

		@Override
		public Agent.Engine kind() {
			return Agent.Engine.CASCADE;
		}

		@Override
		public EngineSession open(Agent agent, AudioFormat format) {
			this.opened.add(agent);
			return new FakeSession(new VirtualCallLoop());
		}

	}

}
