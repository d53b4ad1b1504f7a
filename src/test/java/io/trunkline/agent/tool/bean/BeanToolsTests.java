package io.trunkline.agent.tool.bean;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.trunkline.agent.tool.Deed;
import io.trunkline.agent.tool.Effect;
import io.trunkline.agent.tool.ToolContext;
import io.trunkline.agent.tool.ToolFailure;
import io.trunkline.agent.tool.Toolbelts;
import io.trunkline.agent.tool.Toolbox;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class BeanToolsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(BeanToolConfiguration.class);

	@Test
	void parametersAreDescribedToTheModel() {
		with(Shop.class, "reserve", (box) -> {
			assertThat(box.descriptions().getFirst().description()).isEqualTo("Reserves a table.");
			assertThat(box.descriptions().getFirst().schema()).isEqualTo("""
					{"type":"object","properties":{"day":{"type":"string","format":"date"},"people":{"type":"integer",\
					"description":"How many will come"},"room":{"type":"string","enum":["GARDEN","HALL"]},\
					"guests":{"type":"array","items":{"type":"object","properties":{"age":{"type":"integer"},\
					"name":{"type":"string","description":"Full name"}},"required":["name"],\
					"additionalProperties":false}},"note":{"type":"string"}},\
					"required":["day","people","room"],"additionalProperties":false}""");
		});
	}

	@Test
	void argumentsAreConvertedAndTheCallIsInjected() {
		with(Shop.class, "reserve", (box) -> assertThat(Toolbelts.run(box, "reserve", """
				{"day":"2026-11-21","people":2,"room":"HALL","guests":[{"name":"Ada"}]}"""))
			.isEqualTo("2026-11-21 2 HALL [Guest[name=Ada, age=null]] null c-1 virtual"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"people":2,"room":"HALL"}                                        | day is missing
			{"day":"2026-11-21","people":2,"room":"ATTIC"}                    | room must be one of: GARDEN, HALL
			{"day":"2026-11-21","people":"x","room":"HALL"}                   | people must be of type integer
			{"day":"2026-11-21","people":2,"room":"HALL","guests":[{}]}       | guests.0.name is missing
			{"day":"2026-11-21","people":2,"room":"HALL","context":{}}        | context is not known
			""")
	void argumentsThatDoNotFitNeverReachTheMethod(String arguments, String reason) {
		with(Shop.class, "reserve", (box) -> assertThat(box.check("call_1", "reserve", arguments, Toolbelts.CALL))
			.isEqualTo(new Deed.Refused(reason)));
	}

	@Test
	void argumentThatCannotBeConvertedIsNamed() {
		with(Shop.class, "reserve", (box) -> assertThat(Toolbelts.run(box, "reserve", """
				{"day":"some day","people":2,"room":"HALL"}"""))
			.isEqualTo("{\"error\":\"day cannot be used as it is.\"}"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			text      | plain
			object    | {"name":"Ada","age":7}
			later     | later
			promised  | {"name":"Bob","age":8}
			nothing   | {"result":"done"}
			missing   | {"result":"done"}
			told      | {"error":"There is no table left."}
			broken    | {"error":"The tool failed."}
			lost      | {"error":"The tool failed."}
			""")
	void whateverAMethodReturnsIsTold(String tool, String told) {
		with(Returns.class, tool, (box) -> assertThat(Toolbelts.run(box, tool, "{}")).isEqualTo(told));
	}

	@Test
	void aReadIsInterruptedWhenCancelled() throws InterruptedException {
		Waiting.ended = new CountDownLatch(1);
		Waiting.begun = new CountDownLatch(1);
		with(Waiting.class, "look", (box) -> {
			Disposable running = ((Deed.Run) box.check("1", "look", "{}", Toolbelts.CALL)).result().subscribe();
			await(Waiting.begun);
			running.dispose();
			await(Waiting.ended);
		});
		assertThat(Waiting.ended.getCount()).isZero();
	}

	@Test
	void aWriteIsNotInterruptedWhenItTakesTooLong() {
		Waiting.ended = new CountDownLatch(1);
		Waiting.begun = new CountDownLatch(1);
		with(Waiting.class, "change", (box) -> {
			assertThat(Toolbelts.run(box, "change", "{}")).contains("not known whether it was done");
			assertThat(Waiting.ended.getCount()).isOne();
			Waiting.begun.countDown();
		});
	}

	@Test
	void oneMoreThanThereArePlacesIsBusy() {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		List<String> results = new CopyOnWriteArrayList<>();
		try (ToolThreads threads = new ToolThreads(1)) {
			Mono<String> first = threads.run(() -> {
				begun.countDown();
				await(end);
				return "first";
			});
			Disposable running = first.subscribe(results::add);
			await(begun);
			assertThat(threads.run(() -> "second")
				.onErrorResume(ToolFailure.class, (busy) -> Mono.just(busy.reason()))
				.block(Duration.ofSeconds(30))).isEqualTo("The tool is busy.");
			end.countDown();
			Awaitility.await().until(running::isDisposed);
			assertThat(results).containsExactly("first");
			assertThat(threads.run(() -> "third").block(Duration.ofSeconds(30))).isEqualTo("third");
		}
	}

	@Test
	void placeOfACancelledRunIsFreeOnceItHasEnded() {
		try (ToolThreads threads = new ToolThreads(1)) {
			for (int i = 0; i < 100; i++) {
				threads.run(() -> "nobody waits for it").subscribe().dispose();
				Awaitility.await()
					.pollDelay(Duration.ZERO)
					.pollInterval(Duration.ofMillis(1))
					.until(() -> threads.run(() -> "next").onErrorComplete().blockOptional().isPresent());
			}
		}
	}

	@Test
	void methodsThatCannotBeToolsAreNamedAllAtOnce() {
		this.runner.withUserConfiguration(Unfit.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("Unfit.stream returns a publisher other than Mono")
				.hasMessageContaining("Unfit.end has effect TERMINAL")
				.hasMessageContaining("Unfit.endless has a timeout outside")
				.hasMessageContaining("Unfit.badName has a name")
				.hasMessageContaining("is named twice like another one"));
	}

	private void with(Class<?> bean, String tool, Consumer<Toolbox> test) {
		this.runner.withBean("shop", bean).run((context) -> {
			ConfigurableListableBeanFactory beans = context.getBeanFactory();
			test.accept(Toolbelts.of(beans.getBean(BeanTools.class), tool));
		});
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	enum Room {

		GARDEN, HALL

	}

	record Guest(@ToolParam("Full name") String name, @Nullable Integer age) {
	}

	static class Shop {

		@AgentTool(description = "Reserves a table.")
		String reserve(LocalDate day, @ToolParam("How many will come") int people, Room room, ToolContext context,
				@ToolParam(required = false) List<Guest> guests, @Nullable String note) {
			return String.join(" ", day.toString(), Integer.toString(people), room.toString(), String.valueOf(guests),
					String.valueOf(note), context.call(), Thread.currentThread().isVirtual() ? "virtual" : "platform");
		}

	}

	static class Returns {

		@AgentTool(description = "d", effect = Effect.READ)
		String text() {
			return "plain";
		}

		@AgentTool(description = "d", effect = Effect.READ)
		Guest object() {
			return new Guest("Ada", 7);
		}

		@AgentTool(description = "d", effect = Effect.READ)
		Mono<String> later() {
			return Mono.just("later");
		}

		@AgentTool(description = "d", effect = Effect.READ)
		CompletableFuture<Guest> promised() {
			return CompletableFuture.completedFuture(new Guest("Bob", 8));
		}

		@AgentTool(description = "d")
		void nothing() {
		}

		@AgentTool(description = "d")
		@Nullable Guest missing() {
			return null;
		}

		@AgentTool(description = "d")
		String told() {
			throw new ToolFailure("There is no table left.");
		}

		@AgentTool(description = "d")
		String broken() {
			throw new IllegalStateException("jdbc:secret");
		}

		@AgentTool(description = "d")
		Mono<String> lost() {
			return Mono.error(new IllegalStateException("jdbc:secret"));
		}

	}

	static class Waiting {

		static CountDownLatch begun = new CountDownLatch(1);

		static CountDownLatch ended = new CountDownLatch(1);

		@AgentTool(description = "d", effect = Effect.READ)
		void look() throws InterruptedException {
			begun.countDown();
			try {
				new CountDownLatch(1).await(30, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				ended.countDown();
				throw ex;
			}
		}

		@AgentTool(description = "d", timeout = "200ms")
		void change() throws InterruptedException {
			try {
				begun.await(30, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				ended.countDown();
				throw ex;
			}
		}

	}

	static class Unfit {

		@AgentTool(description = "d")
		Flux<String> stream() {
			return Flux.empty();
		}

		@AgentTool(description = "d", effect = Effect.TERMINAL)
		void end() {
		}

		@AgentTool(description = "d", timeout = "2m")
		void endless() {
		}

		@AgentTool(name = "bad name", description = "d")
		void badName() {
		}

		@AgentTool(name = "twice", description = "d")
		void one() {
		}

		@AgentTool(name = "twice", description = "d")
		void two() {
		}

		@Bean
		Optional<String> other() {
			return Optional.of("no tool");
		}

	}

}
