package io.trunkline.telephony;

import java.time.Duration;

import io.trunkline.audio.AudioChunk;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.FakeSwitchboard.ExpectedCall;
import io.trunkline.telephony.MediaStream.Ending;

class FakeMediaStreamTests implements MediaStreamContract {

	private static final CallLeg LEG = new CallLeg("fake", new AccountId("1"), new CallId("c-1"), "+12025550123",
			"+12025550100", Direction.INBOUND);

	@Override
	public Connected connect() {
		VirtualCallLoop loop = new VirtualCallLoop();
		FakeMediaStream stream = new FakeMediaStream(loop);
		ExpectedCall call = new FakeSwitchboard().expect(LEG);
		loop.execute(() -> call.serve(stream).subscribe());
		loop.runDue();
		return new Connected(call, new Far(loop, stream));
	}

	/** Who uses the stream's own methods for the carrier's side. */
	private record Far(VirtualCallLoop loop, FakeMediaStream stream) implements FarEnd {

		@Override
		public void say(byte[] mulaw) {
			this.stream.speak(AudioChunk.telephone(mulaw));
		}

		@Override
		public void stop() {
			this.stream.end(Ending.STOPPED);
		}

		@Override
		public void vanish() {
			this.stream.end(Ending.BROKEN);
		}

		@Override
		public void pass(Duration time) {
			this.loop.pass(time);
		}

		@Override
		public byte[] heard() {
			return this.stream.played();
		}

		@Override
		public void close() {
			stop();
		}

	}

}
