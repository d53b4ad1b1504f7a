package io.trunkline.records;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SpoolTests {

	private static final byte[] JSON = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

	@TempDir
	private Path directory;

	@Test
	void whatIsPutIsThereAfterAStartAnewTheOldestFirst() throws IOException {
		Spool spool = spool(10, 1000);
		String late = id();
		String early = id();
		spool.put(Told.START.plusMillis(5), late, JSON);
		spool.put(Told.START, early, JSON);
		Files.writeString(this.directory.resolve("1234567890123-" + id() + ".json.part"), "half");
		Files.writeString(this.directory.resolve("README"), "not ours");
		Spool again = spool(10, 1000);
		assertThat(again.entries()).extracting(Spool.Entry::eventId).containsExactly(early, late);
		assertThat(again.bytes()).isEqualTo(2L * JSON.length);
		assertThat(again.read(again.entries().getFirst())).hasValue(JSON);
		assertThat(names()).hasSize(3).contains("README").noneMatch((name) -> name.endsWith(".part"));
	}

	@Test
	void sameEventIsKeptOnce() throws IOException {
		Spool spool = spool(10, 1000);
		String id = id();
		assertThat(spool.put(Told.START, id, JSON)).isPresent();
		assertThat(spool.put(Told.START, id, JSON)).isEmpty();
		assertThat(spool.size()).isOne();
	}

	@Test
	void fullSpoolTakesNothingMoreAndDropsNothing() throws IOException {
		Spool few = spool(1, 1000);
		Spool.Entry first = few.put(Told.START, id(), JSON).orElseThrow();
		assertThatThrownBy(() -> few.put(Told.START, id(), JSON)).isInstanceOf(Rounds.Setback.class)
			.hasMessageContaining("trunkline.records.webhook.max-events");
		few.delete(first);
		assertThat(few.put(Told.START, id(), JSON)).isPresent();
		Spool small = spool(10, JSON.length);
		assertThatThrownBy(() -> small.put(Told.START, id(), JSON)).isInstanceOf(Rounds.Setback.class);
		assertThat(names()).hasSize(1);
	}

	@Test
	void eventThatCouldNotBeWrittenTakesNoRoom() throws IOException {
		Spool spool = spool(10, 1000);
		Files.delete(this.directory.resolve("rejected"));
		Files.delete(this.directory);
		assertThatThrownBy(() -> spool.put(Told.START, id(), JSON)).isInstanceOf(IOException.class);
		assertThat(spool.size()).isZero();
		assertThat(spool.bytes()).isZero();
		Files.createDirectory(this.directory);
	}

	@Test
	void whatSomebodyTookAwayIsGone() throws IOException {
		Spool spool = spool(10, 1000);
		Spool.Entry entry = spool.put(Told.START, id(), JSON).orElseThrow();
		Files.delete(this.directory.resolve(entry.name()));
		assertThat(spool.read(entry)).isEqualTo(Optional.empty());
		assertThat(spool.size()).isZero();
	}

	@Test
	void rejectedEventsAreSetAsideAndTheOldestGiveWay() throws IOException {
		Path rejected = Files.createDirectory(this.directory.resolve("rejected"));
		for (int event = 0; event < Spool.MOST_REJECTED; event++) {
			Files.createFile(rejected.resolve((Told.START.toEpochMilli() + event) + "-" + id() + ".json"));
		}
		Spool spool = spool(10, 1000);
		spool.reject(spool.put(Told.START.plusSeconds(60), id(), JSON).orElseThrow());
		assertThat(spool.size()).isZero();
		assertThat(spool.rejections()).isEqualTo(Spool.MOST_REJECTED);
		assertThat(spool(10, 1000).rejections()).isEqualTo(Spool.MOST_REJECTED);
		assertThat(rejected).isDirectoryNotContaining(
				(file) -> String.valueOf(file.getFileName()).startsWith(String.valueOf(Told.START.toEpochMilli())));
	}

	@Test
	void directoryThatCannotBeMadeIsRefusedAtTheStart() throws IOException {
		Path file = Files.writeString(this.directory.resolve("file"), "");
		assertThatThrownBy(() -> new Spool(file.toString(), 1, 1)).isInstanceOf(IllegalArgumentException.class)
			.hasMessageStartingWith("trunkline.records.webhook.spool ");
	}

	private Spool spool(int most, long bytes) {
		return new Spool(this.directory.toString(), most, bytes);
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.filter(Files::isRegularFile).map((file) -> String.valueOf(file.getFileName())).toList();
		}
	}

	private static String id() {
		return UUID.randomUUID().toString();
	}

}
