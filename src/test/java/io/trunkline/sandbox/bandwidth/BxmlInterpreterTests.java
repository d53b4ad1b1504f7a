package io.trunkline.sandbox.bandwidth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.netty.channel.embedded.EmbeddedChannel;
import io.trunkline.sandbox.bandwidth.bxml.BxmlDocument;
import io.trunkline.sandbox.bandwidth.bxml.Verb;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

import static org.assertj.core.api.Assertions.assertThat;

class BxmlInterpreterTests {

	private final EmbeddedChannel time = new EmbeddedChannel();

	private final RecordedSwitch calls = new RecordedSwitch();

	private final BxmlInterpreter interpreter = new BxmlInterpreter(this.time.eventLoop(), this.calls);

	@BeforeEach
	void freeze() {
		this.time.freezeTime();
	}

	@AfterEach
	void close() {
		this.time.close();
	}

	@Test
	void emptyDocumentEndsTheCall() {
		run("");
		assertThat(this.calls.done).containsExactly("end hangup");
	}

	@Test
	void bareStartStreamEndsTheCall() {
		run("<StartStream name='a' destination='wss://h.example'/>");
		assertThat(this.calls.done).containsExactly("start a", "end hangup");
	}

	@Test
	void waitingStopStreamHoldsTheCallUntilTheStreamEnds() {
		this.calls.live.add("a");
		run("<StartStream name='a' destination='wss://h.example'/><StopStream name='a' wait='true'/>"
				+ "<Redirect redirectUrl='https://h.example/next'/>");
		this.interpreter.streamEnded();
		assertThat(this.calls.done).containsExactly("start a");
		this.calls.live.clear();
		this.interpreter.streamEnded();
		this.interpreter.streamEnded();
		assertThat(this.calls.done).containsExactly("start a", "redirect /next");
	}

	@Test
	void waitingForAnUnknownStreamTakesNoTime() {
		run("<StopStream name='a' wait='true'/>");
		assertThat(this.calls.done).containsExactly("end hangup");
	}

	@Test
	void stopStreamGoesOnAtOnce() {
		this.calls.live.add("a");
		run("<StopStream name='a'/><Hangup/><Pause/>");
		assertThat(this.calls.done).containsExactly("stop a", "end hangup");
	}

	@Test
	void pausesTakeTheirTime() {
		run("<Pause duration='1.5'/><Ring duration='2'/><SendDtmf>12</SendDtmf>");
		pass(1500);
		assertThat(this.calls.begun).containsExactly("Pause", "Ring");
		pass(2000);
		assertThat(this.calls.begun).containsExactly("Pause", "Ring", "SendDtmf");
		pass(1199);
		assertThat(this.calls.done).isEmpty();
		pass(1);
		assertThat(this.calls.done).containsExactly("sent 12", "end hangup");
	}

	@Test
	void anotherDocumentInterruptsTheRunningVerb() {
		run("<Pause duration='10'/><Hangup/>");
		run("<Pause duration='20'/><Tag>x</Tag>");
		pass(19_999);
		assertThat(this.calls.done).isEmpty();
		pass(1);
		assertThat(this.calls.done).containsExactly("tag x", "end hangup");
	}

	@Test
	void anotherDocumentInterruptsSpeechAndTransfer() {
		run("<SpeakSentence>hello</SpeakSentence>");
		Runnable spoken = this.calls.then();
		run("<Transfer><PhoneNumber>+12025550199</PhoneNumber></Transfer>");
		Runnable over = this.calls.then();
		run("<Pause/>");
		spoken.run();
		over.run();
		assertThat(this.calls.done).containsExactly("speak hello", "interrupted", "transfer", "interrupted");
	}

	@Test
	void transferWithoutCompleteUrlFallsThrough() {
		run("<Transfer><PhoneNumber>+12025550199</PhoneNumber></Transfer><SpeakSentence>sorry</SpeakSentence>");
		this.calls.then().run();
		assertThat(this.calls.done).containsExactly("transfer", "speak sorry");
	}

	@Test
	void streamThatEndsAfterAnInterruptionChangesNothing() {
		this.calls.live.add("a");
		run("<StopStream name='a' wait='true'/><Hangup/>");
		run("<Pause duration='10'/>");
		this.calls.live.clear();
		this.interpreter.streamEnded();
		assertThat(this.calls.done).isEmpty();
	}

	@Test
	void keysAreReportedBetweenStartAndStop() {
		run("<StartGather dtmfUrl='https://h.example'/><StopGather/>");
		assertThat(this.calls.done).containsExactly("gather", "no gather", "end hangup");
	}

	@Test
	void verbThatTheSandboxCannotDoEndsTheCall() {
		run("<Record/>");
		assertThat(this.calls.done).containsExactly("end application-error");
	}

	private void run(String verbs) {
		byte[] xml = ("<Response>" + verbs + "</Response>").getBytes(StandardCharsets.UTF_8);
		this.interpreter.run(BxmlDocument.read(xml, null));
	}

	private void pass(long millis) {
		this.time.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
		this.time.runScheduledPendingTasks();
	}

	private static final class RecordedSwitch implements BxmlInterpreter.Switch {

		private final List<String> begun = new ArrayList<>();

		private final List<String> done = new ArrayList<>();

		private final Set<String> live = new HashSet<>();

		private @Nullable Runnable then;

		Runnable then() {
			assertThat(this.then).isNotNull();
			return this.then;
		}

		@Override
		public void begins(Verb verb) {
			this.begun.add(verb.name());
		}

		@Override
		public void gather(Verb.@Nullable StartGather gather) {
			this.done.add((gather != null) ? "gather" : "no gather");
		}

		@Override
		public Disposable collect(Verb.Gather gather, Runnable then) {
			this.done.add("collect");
			this.then = then;
			return this::interrupted;
		}

		@Override
		public void sent(String keys) {
			this.done.add("sent " + keys);
		}

		@Override
		public void record(Verb verb) {
			this.done.add(verb.name());
		}

		@Override
		public void tag(@Nullable String tag) {
			this.done.add("tag " + tag);
		}

		@Override
		public void startStream(Verb.StartStream stream) {
			this.done.add("start " + stream.streamName());
		}

		@Override
		public void stopStream(String name) {
			this.done.add("stop " + name);
		}

		@Override
		public boolean isStreamLive(String name) {
			return this.live.contains(name);
		}

		@Override
		public Disposable redirect(Verb.Redirect redirect) {
			URI url = redirect.to().url();
			this.done.add("redirect " + url.getPath());
			return this::interrupted;
		}

		@Override
		public Disposable speak(String text, Runnable then) {
			this.done.add("speak " + text);
			this.then = then;
			return this::interrupted;
		}

		@Override
		public Disposable transfer(Verb.Transfer transfer, Runnable then) {
			this.done.add("transfer");
			this.then = then;
			return this::interrupted;
		}

		@Override
		public void outOfVerbs() {
			end("hangup");
		}

		@Override
		public void end(String cause) {
			this.done.add("end " + cause);
		}

		private void interrupted() {
			this.done.add("interrupted");
		}

	}

}
