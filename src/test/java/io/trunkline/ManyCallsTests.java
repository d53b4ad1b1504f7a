package io.trunkline;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.trunkline.call.CallEvent;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.voice.Damage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/** What many calls leave of each other, and of this machine. */
class ManyCallsTests {

	private static final ResourceLeakDetector.Level LEVEL = ResourceLeakDetector.getLevel();

	private static Stack stack;

	/** To follow every buffer through every hand would cost more than the calls do. */
	@BeforeAll
	static void start() {
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
		stack = Stack.start("trunkline.admission.max-concurrent-calls=60");
	}

	@AfterAll
	static void stop() {
		stack.close();
		ResourceLeakDetector.setLevel(LEVEL);
	}

	/**
	 * A word is decoded only when every one of its bytes came unchanged and in order, and
	 * the sound between words is summed up with it. A machine too busy to keep up leaves
	 * gaps, which cut words; those calls are left out of the comparison, but may be few.
	 */
	@Test
	void fiftyCallsAtOnceAllCompleteWithEveryByteOfEachIntact() {
		Caller caller = Caller.from("+12025550123")
			.waitForAgent(Caller.TURN_GAP, Duration.ofSeconds(60))
			.say("Can I make an appointment?")
			.waitForAgent(Caller.TURN_GAP, Duration.ofSeconds(60))
			.say("That is all, goodbye.")
			.waitForEnd(Duration.ofSeconds(60));
		List<SandboxCallReport> reports = stack
			.hold(Flux.range(0, 50).delayElements(Duration.ofMillis(100)).map((_) -> caller), 50);
		assertThat(reports).hasSize(50).allSatisfy((report) -> {
			assertThat(report.violations()).isEmpty();
			assertThat(report.missed()).isEmpty();
		});
		List<SandboxCallReport> gapless = reports.stream().filter((report) -> report.sound().underruns() == 0).toList();
		assertThat(gapless).hasSizeGreaterThan(25).allSatisfy((report) -> {
			assertThat(report.sound().damage()).isEqualTo(Damage.NONE);
			assertThat(String.join(" ", report.heard())).isEqualTo(spokenTo(report));
		});
	}

	@Test
	void fullHouseAnswersWithTheFallback() {
		Caller patient = Caller.from("+12025550123").pause(Duration.ofSeconds(4)).hangUp();
		List<SandboxCallReport> reports = stack.hold(Flux.range(0, 65).map((_) -> patient), 65);
		assertThat(reports.stream().filter((report) -> !report.transferredTo().isEmpty())).hasSize(5);
		assertThat(reports.stream().filter((report) -> !report.heard().isEmpty())).hasSize(60);
	}

	/** A third of them is refused at the door, a third cut off in the middle. */
	@Test
	void thousandShortCallsLeaveNothingBehind() throws IOException {
		stack.hold(shortCalls(60), 20);
		settle();
		long sockets = sockets();
		long buffers = directMemory();
		int threads = ManagementFactory.getThreadMXBean().getThreadCount();
		List<SandboxCallReport> reports = stack.hold(shortCalls(1000), 20);
		settle();
		assertThat(reports).hasSize(1000);
		assertThat(reports.stream().filter((report) -> !report.transferredTo().isEmpty()).count())
			.as("calls that found every place taken, or whose socket was refused twice")
			.isLessThanOrEqualTo(334);
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(sockets()).isLessThanOrEqualTo(sockets + 8));
		assertThat(directMemory()).isLessThanOrEqualTo(buffers + (16 << 20));
		assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThanOrEqualTo(threads + 4);
	}

	private static Flux<Caller> shortCalls(int count) {
		Caller served = Caller.from("+12025550123").pause(Duration.ofMillis(300)).hangUp();
		Caller refused = Caller.from("+12025550123")
			.pause(Duration.ofMillis(100))
			.hangUp()
			.with(CallFaults.of(Fault.WRONG_MEDIA_PATH));
		Caller cut = Caller.from("+12025550123").pause(Duration.ofMillis(200)).dropSocket().hangUp();
		return Flux.range(0, count).map((number) -> switch (number % 3) {
			case 0 -> served;
			case 1 -> refused;
			default -> cut;
		});
	}

	private static void settle() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(90))
			.until(() -> stack.permits().active() + stack.permits().reserved() == 0
					&& stack.sandbox().carrier().calls().isEmpty());
	}

	private static String spokenTo(SandboxCallReport report) {
		return String.join(" ",
				stack.events(report.callId())
					.stream()
					.filter(CallEvent.AgentSpoke.class::isInstance)
					.map((event) -> ((CallEvent.AgentSpoke) event).heard().strip())
					.toList());
	}

	private static long sockets() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
			return files.filter(ManyCallsTests::isSocket).count();
		}
	}

	private static boolean isSocket(Path file) {
		try {
			return Files.readSymbolicLink(file).toString().startsWith("socket:");
		}
		catch (IOException _) {
			return false;
		}
	}

	private static long directMemory() {
		long nio = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.filter((pool) -> pool.getName().equals("direct"))
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
		return nio + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
	}

}
