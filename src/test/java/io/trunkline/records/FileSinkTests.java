package io.trunkline.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class FileSinkTests {

	@TempDir
	private Path directory;

	private final Told clock = new Told();

	@Test
	void eachEventIsALineThatCanBeReadAgain() throws IOException {
		FileSink sink = sink("sub/calls.jsonl");
		List<RecordEvent> events = List.of(Told.event("c-1"), Told.event("c-2"));
		events.forEach((event) -> sink.write(event).block());
		List<String> lines = lines("sub/calls.jsonl");
		assertThat(lines).hasSize(2);
		assertThat(lines.stream().map(RecordJson::read)).containsExactlyElementsOf(events);
	}

	@Test
	void nobodyElseMayReadWhatPeopleSaid() throws IOException {
		sink("calls.jsonl").write(Told.event("c-1")).block();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.directory.resolve("calls.jsonl"))))
			.isEqualTo("rw-------");
	}

	@Test
	void eachDayHasItsFileIfTheNameSaysSo() throws IOException {
		FileSink sink = sink("calls-{date}.jsonl");
		sink.write(Told.event("c-1")).block();
		this.clock.after(Duration.ofHours(15));
		sink.write(Told.event("c-2")).block();
		assertThat(lines("calls-2026-11-21.jsonl")).singleElement().asString().contains("c-1");
		assertThat(lines("calls-2026-11-22.jsonl")).singleElement().asString().contains("c-2");
	}

	@Test
	void fileThatWasMovedAwayIsBegunAnew() throws IOException {
		FileSink sink = sink("calls.jsonl");
		sink.write(Told.event("c-1")).block();
		Files.move(this.directory.resolve("calls.jsonl"), this.directory.resolve("calls.jsonl.1"));
		sink.write(Told.event("c-2")).block();
		assertThat(lines("calls.jsonl")).singleElement().asString().contains("c-2");
	}

	@Test
	void lineThatACrashLeftHalfSpoilsNoOther() throws IOException {
		Files.writeString(this.directory.resolve("calls.jsonl"), "{\"version\":1,\"eve");
		sink("calls.jsonl").write(Told.event("c-1")).block();
		assertThat(lines("calls.jsonl")).hasSize(2).last().asString().contains("c-1").endsWith("}");
	}

	@Test
	void diskThatFailsLosesNothing(CapturedOutput output) throws IOException {
		VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		Outbox outbox = new Outbox(sink("calls.jsonl"), scheduler, meters);
		Files.createDirectory(this.directory.resolve("calls.jsonl"));
		outbox.add(Told.event("c-1"));
		outbox.add(Told.event("c-2"));
		scheduler.advanceTimeBy(Duration.ofSeconds(10));
		assertThat(outbox.isWell()).isFalse();
		assertThat(meters.get("trunkline.records.writes").tag("result", "failed").counter().count()).isGreaterThan(2);
		assertThat(output).contains("trunkline.records.file cannot be written", "c-1").doesNotContain("Ada");
		Files.delete(this.directory.resolve("calls.jsonl"));
		scheduler.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(lines("calls.jsonl")).hasSize(2);
		assertThat(outbox.state()).isEqualTo("well, 0 waiting, 0 lost");
	}

	@Test
	void eventsThatDoNotFitAreLostLoudly(CapturedOutput output) throws IOException {
		VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		Outbox outbox = new Outbox(sink("calls.jsonl"), scheduler, meters);
		Files.createDirectory(this.directory.resolve("calls.jsonl"));
		RecordEvent event = Told.event("c-1");
		for (int sent = 0; sent < Outbox.MOST + 3; sent++) {
			outbox.add(event);
		}
		assertThat(meters.get("trunkline.records.lost").counter().count()).isEqualTo(3);
		assertThat(output).contains("is lost: 1000 events wait for the sink file already");
		outbox.close();
		assertThat(meters.get("trunkline.records.lost").counter().count()).isEqualTo(Outbox.MOST + 3);
	}

	@Test
	void placeThatCannotBeWrittenToIsRefusedAtTheStart() throws IOException {
		Files.writeString(this.directory.resolve("file"), "");
		Files.createDirectory(this.directory.resolve("directory"));
		for (String path : new String[] { "file/calls.jsonl", "directory", "{date}/calls.jsonl" }) {
			assertThatThrownBy(() -> sink(path)).as(path)
				.isInstanceOf(IllegalArgumentException.class)
				.hasMessageStartingWith("trunkline.records.file ");
		}
	}

	private FileSink sink(String path) {
		return new FileSink(this.directory + "/" + path, this.clock);
	}

	private List<String> lines(String file) throws IOException {
		return Files.readAllLines(this.directory.resolve(file));
	}

}
