package io.trunkline.agent.lookup;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import io.trunkline.agent.Agent;
import io.trunkline.agent.CallVariables;
import io.trunkline.agent.CallerLookup;
import io.trunkline.agent.lookup.LookupMeters.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks with a GET and takes the plain fields of a JSON object. One attempt: a caller is
 * waiting. Nothing that was asked or answered is logged.
 */
final class HttpLookup implements CallerLookup, AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(HttpLookup.class);

	private static final int LONGEST_ANSWER = 16 * 1024;

	private static final int CONNECT_MILLIS = 2000;

	private final JsonMapper json = JsonMapper.shared();

	private final MeterRegistry meters;

	private final ConnectionProvider connections;

	private final WebClient client;

	HttpLookup(MeterRegistry meters) {
		this.meters = meters;
		this.connections = ConnectionProvider.builder("lookup")
			.maxConnections(100)
			.pendingAcquireMaxCount(100)
			.pendingAcquireTimeout(Duration.ofSeconds(1))
			.maxIdleTime(Duration.ofSeconds(30))
			.lifo()
			.build();
		HttpClient http = HttpClient.create(this.connections)
			.disableRetry(true)
			.followRedirect(false)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
		this.client = WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(http))
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(LONGEST_ANSWER))
			.build();
	}

	@Override
	public Mono<Map<String, String>> find(Agent agent, CallVariables call) {
		return Mono.justOrEmpty(agent.variables().lookup())
			.flatMap((lookup) -> find(agent.name(), lookup, call))
			.defaultIfEmpty(Map.of());
	}

	@Override
	public void close() {
		this.connections.dispose();
	}

	private Mono<Map<String, String>> find(String agent, Agent.Lookup lookup, CallVariables call) {
		return Mono.defer(() -> {
			long began = System.nanoTime();
			return ask(lookup, call).timeout(lookup.timeout())
				.doOnSuccess((_) -> ended(agent, Outcome.ANSWERED, began))
				.onErrorMap((cause) -> LookupException.of(cause, lookup.timeout()))
				.onErrorResume(LookupException.class, (failure) -> {
					ended(agent, failure.outcome(), began);
					log.atLevel(level(failure.outcome()))
						.log("Call {}: the lookup of agent {} found nothing, its defaults are used: {}", call.call(),
								agent, failure.getMessage());
					return Mono.just(Map.of());
				});
		});
	}

	private Mono<Map<String, String>> ask(Agent.Lookup lookup, CallVariables call) {
		if (lookup.url().contains("{caller}") && !call.hasCaller()) {
			return Mono.error(new LookupException(Outcome.SKIPPED, "the caller shows no number"));
		}
		return this.client.get()
			.uri(address(lookup.url(), call))
			.accept(MediaType.APPLICATION_JSON)
			.headers((headers) -> lookup.headers().forEach((name, value) -> headers.set(name, value.value())))
			.exchangeToMono(HttpLookup::body)
			.map((body) -> read(body, lookup));
	}

	private static URI address(String template, CallVariables call) {
		return URI.create(template.replace("{caller}", UriUtils.encode(call.caller(), StandardCharsets.UTF_8))
			.replace("{dialled}", UriUtils.encode(call.dialled(), StandardCharsets.UTF_8)));
	}

	private static Mono<byte[]> body(ClientResponse response) {
		HttpStatusCode status = response.statusCode();
		if (!status.isSameCodeAs(HttpStatus.OK)) {
			Outcome outcome = status.isSameCodeAs(HttpStatus.NOT_FOUND) ? Outcome.UNKNOWN : Outcome.REFUSED;
			return response.releaseBody().then(Mono.error(new LookupException(outcome, "status " + status.value())));
		}
		return response.bodyToMono(byte[].class)
			.onErrorMap(DataBufferLimitException.class,
					(_) -> new LookupException(Outcome.UNREADABLE, "the answer is longer than 16 KB"))
			.switchIfEmpty(Mono.error(new LookupException(Outcome.UNREADABLE, "the answer is empty")));
	}

	private Map<String, String> read(byte[] body, Agent.Lookup lookup) {
		Map<String, String> found = new HashMap<>();
		object(body).forEachEntry((name, value) -> {
			String key = CallVariables.key(name);
			if (lookup.provides().contains(key) && value.isValueNode() && !value.isNull()) {
				found.put(key, value.asString());
			}
		});
		return found;
	}

	private JsonNode object(byte[] body) {
		try {
			JsonNode answer = this.json.readTree(body);
			if (answer.isObject()) {
				return answer;
			}
		}
		catch (JacksonException _) {
			// Told below, without the answer that the exception quotes.
		}
		throw new LookupException(Outcome.UNREADABLE, "the answer is no JSON object");
	}

	/** That somebody is not known is no fault. */
	private static Level level(Outcome outcome) {
		return switch (outcome) {
			case ANSWERED, UNKNOWN, SKIPPED -> Level.DEBUG;
			case LATE, REFUSED, UNREADABLE, FAILED -> Level.WARN;
		};
	}

	private void ended(String agent, Outcome outcome, long began) {
		LookupMeters.lookup(agent, outcome).timer(this.meters).record(Duration.ofNanos(System.nanoTime() - began));
	}

}
