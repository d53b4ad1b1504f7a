package io.trunkline.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;

import reactor.core.publisher.Mono;

/**
 * Appends each event to a file, as one line. The file is opened for each line, so that
 * whoever rotates it only has to move it away. One event at a time.
 */
final class FileSink implements CallRecordSink {

	private static final String SETTING = "trunkline.records.file";

	/** In a path it stands for the day in UTC, such as 2026-11-21. */
	private static final String DATE = "{date}";

	private final String path;

	private final InstantSource clock;

	/**
	 * Makes the directory if it is not there.
	 * @throws IllegalArgumentException when nothing can be written there
	 */
	FileSink(String path, InstantSource clock) {
		this.path = path;
		this.clock = clock;
		Path directory = Directories.ensure(SETTING, parent(path));
		if (Files.isDirectory(directory.resolve(fileName()))) {
			throw new IllegalArgumentException(SETTING + " is a directory; name a file in it");
		}
	}

	@Override
	public Mono<Void> write(RecordEvent event) {
		return Mono.fromCallable(() -> append(event.json())).then();
	}

	@Override
	public String name() {
		return "file";
	}

	private boolean append(String json) {
		Path file = Path.of(today());
		try {
			String before = endsInMidLine(file) ? "\n" : "";
			ByteBuffer line = ByteBuffer.wrap((before + json + "\n").getBytes(StandardCharsets.UTF_8));
			Directories.create(file);
			try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
				while (line.hasRemaining()) {
					channel.write(line);
				}
				channel.force(false);
			}
			return true;
		}
		catch (IOException ex) {
			throw new Rounds.Setback(SETTING + " cannot be written: " + ex.getClass().getSimpleName());
		}
	}

	/**
	 * After a full disk or a crash half a line may stand there: it ends where it broke.
	 */
	private static boolean endsInMidLine(Path file) throws IOException {
		if (!Files.exists(file)) {
			return false;
		}
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			ByteBuffer last = ByteBuffer.allocate(1);
			return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
		}
	}

	private String today() {
		return this.path.replace(DATE, this.clock.instant().atZone(ZoneOffset.UTC).toLocalDate().toString());
	}

	private String fileName() {
		Path name = Path.of(today()).getFileName();
		return (name != null) ? name.toString() : "";
	}

	private static Path parent(String path) {
		try {
			Path parent = Path.of(path).toAbsolutePath().getParent();
			if (parent == null || parent.toString().contains(DATE)) {
				throw new IllegalArgumentException(SETTING + " must be a file; {date} may stand in its name only");
			}
			return parent;
		}
		catch (InvalidPathException ex) {
			throw new IllegalArgumentException(SETTING + " is no path");
		}
	}

}
