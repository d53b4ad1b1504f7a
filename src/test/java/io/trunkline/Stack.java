package io.trunkline;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.trunkline.admission.Permits;
import io.trunkline.call.CallEvent;
import io.trunkline.call.CallListener;
import io.trunkline.records.CallRecordSink;
import io.trunkline.records.RecordEvent;
import io.trunkline.sandbox.Carrier;
import io.trunkline.sandbox.SandboxServer;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.cartesia.CartesiaEndpoint;
import io.trunkline.telephony.CallLeg;
import io.trunkline.turn.Outcome;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole service with its sandbox, on free ports of this machine. */
public final class Stack implements AutoCloseable {

	/**
	 * Boot's logging is one for the whole JVM, and takes neither two starts at once nor
	 * an end in one.
	 */
	private static final Object LOGGING = new Object();

	private final ConfigurableApplicationContext context;

	private Stack(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/** Starts it, without the demo call. */
	public static Stack start(String... settings) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=" + freePort(), "--management.server.port=0",
				"--trunkline.sandbox.port=" + freePort(), "--trunkline.sandbox.demo=false",
				"--logging.level.io.trunkline=warn"));
		for (String setting : settings) {
			arguments.add("--" + setting);
		}
		SpringApplicationBuilder service = new SpringApplicationBuilder(TrunklineApplication.class, Listening.class)
			.profiles("sandbox");
		synchronized (LOGGING) {
			return new Stack(service.run(arguments.toArray(String[]::new)));
		}
	}

	public SandboxServer sandbox() {
		return this.context.getBean(SandboxServer.class);
	}

	public Permits permits() {
		return this.context.getBean(Permits.class);
	}

	/** What the service told about a call, by its {@link CallLeg#id()}. */
	public List<CallEvent> events(String callId) {
		return this.context.getBean(Ear.class).heard.getOrDefault(callId, List.of());
	}

	/** All beans of a type, none if there are none. */
	public <T> Stream<T> beans(Class<T> type) {
		return this.context.getBeanProvider(type).stream();
	}

	/** What the service told about each call, by its {@link CallLeg#id()}. */
	public Map<String, List<CallEvent>> events() {
		return Map.copyOf(this.context.getBean(Ear.class).heard);
	}

	/** What was written of a call, by its {@link CallLeg#id()}. */
	public List<RecordEvent> records(String callId) {
		return this.context.getBean(Shelf.class).kept.getOrDefault(callId, List.of());
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/** What the service told about a call of this kind, in order. */
	public <E extends CallEvent> List<E> events(SandboxCallReport report, Class<E> kind) {
		return events(report.callId()).stream().filter(kind::isInstance).map(kind::cast).toList();
	}

	/** How the latest media stream of a call ended; the carrier may know first. */
	public Outcome outcome(SandboxCallReport report) {
		return Awaitility.await()
			.until(() -> events(report, CallEvent.StreamOver.class), (all) -> !all.isEmpty())
			.getLast()
			.outcome();
	}

	/** Holds one call over Bandwidth to its end. */
	public SandboxCallReport hold(Caller caller) {
		return hold(Carrier.BANDWIDTH, caller);
	}

	/** Holds one call to its end. */
	public SandboxCallReport hold(Carrier carrier, Caller caller) {
		return sandbox().call(carrier, caller).finished().blockOptional(Duration.ofMinutes(2)).orElseThrow();
	}

	/** Holds many calls, so many at once, each lane one after another. */
	public List<SandboxCallReport> hold(Flux<Caller> callers, int atOnce) {
		return callers.flatMap((caller) -> sandbox().call(caller).finished(), atOnce)
			.collectList()
			.blockOptional(Duration.ofMinutes(10))
			.orElseThrow();
	}

	/**
	 * Waits until nothing of any call is left: no place, no call, no socket. Voices may
	 * still render phrases ahead.
	 */
	public void settle() {
		Awaitility.await().untilAsserted(() -> {
			assertThat(permits().active() + permits().reserved()).as("places").isZero();
			assertThat(sandbox().carrier().calls()).as("calls over Bandwidth").isEmpty();
			assertThat(sandbox().twilio().calls()).as("calls over Twilio").isZero();
			assertThat(sandbox().realtime().openSockets()).as("Realtime sockets").isZero();
			assertThat(sandbox().cartesia().openSockets(CartesiaEndpoint.TURNS)).as("recognisers").isZero();
			assertThat(sandbox().cartesia().openSockets(CartesiaEndpoint.MANUAL)).as("recognisers").isZero();
		});
	}

	@Override
	public void close() {
		synchronized (LOGGING) {
			this.context.close();
		}
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException("no free port", ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		/**
		 * Its own loops, so that the end of one service is not that of another in the
		 * same JVM.
		 */
		@Bean
		ReactorResourceFactory ownLoops() {
			ReactorResourceFactory loops = new ReactorResourceFactory();
			loops.setUseGlobalResources(false);
			loops.setShutdownQuietPeriod(Duration.ZERO);
			return loops;
		}

		@Bean
		Ear ear() {
			return new Ear();
		}

		@Bean
		Shelf shelf() {
			return new Shelf();
		}

	}

	/** Writes down what calls tell. */
	static final class Ear implements CallListener {

		private final Map<String, List<CallEvent>> heard = new ConcurrentHashMap<>();

		@Override
		public void on(CallLeg leg, CallEvent event) {
			this.heard.computeIfAbsent(leg.id(), (_) -> new CopyOnWriteArrayList<>()).add(event);
		}

	}

	/** Keeps records of calls. */
	static final class Shelf implements CallRecordSink {

		private final Map<String, List<RecordEvent>> kept = new ConcurrentHashMap<>();

		@Override
		public Mono<Void> write(RecordEvent event) {
			return Mono.fromRunnable(
					() -> this.kept.computeIfAbsent(event.callId(), (_) -> new CopyOnWriteArrayList<>()).add(event));
		}

	}

}
