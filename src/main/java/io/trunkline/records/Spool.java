package io.trunkline.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Events on the disk, one file each, from before they are first sent until they have
 * arrived. What is there is never dropped: when it is full nothing more is taken. All but
 * the sizes blocks.
 */
final class Spool {

	private static final String SETTING = "trunkline.records.webhook.spool";

	/** Of those that will never be taken the newest are kept. */
	static final int MOST_REJECTED = 1000;

	private static final Pattern NAME = Pattern.compile("([0-9]{13})-([0-9a-f-]{36})\\.json");

	private static final String UNFINISHED = ".part";

	private final Path directory;

	private final Path rejected;

	private final int most;

	private final long mostBytes;

	/** What is there, the oldest first, by name with its size. Guarded by this object. */
	private final SortedMap<String, Long> files = new TreeMap<>();

	private long bytes;

	private int rejections;

	/**
	 * Finds what an earlier process left.
	 * @throws IllegalArgumentException when the directory cannot be used
	 */
	Spool(String directory, int most, long mostBytes) {
		try {
			this.directory = Directories.ensure(SETTING, Path.of(directory).toAbsolutePath());
			this.rejected = Directories.ensure(SETTING, this.directory.resolve("rejected"));
			this.most = most;
			this.mostBytes = mostBytes;
			for (Path file : list(this.directory)) {
				found(file);
			}
			this.rejections = list(this.rejected).size();
		}
		catch (InvalidPathException ex) {
			throw new IllegalArgumentException(SETTING + " is no path");
		}
		catch (IOException ex) {
			throw new IllegalArgumentException(SETTING + " cannot be read: " + ex.getClass().getSimpleName());
		}
	}

	/**
	 * Keeps an event.
	 * @return where it is; empty when it was there already
	 * @throws Rounds.Setback when the spool is full
	 */
	Optional<Entry> put(Instant at, String eventId, byte[] json) throws IOException {
		Entry entry = new Entry("%013d-%s.json".formatted(at.toEpochMilli(), eventId), eventId);
		if (!claim(entry.name(), json.length)) {
			return Optional.empty();
		}
		Path unfinished = this.directory.resolve(entry.name() + UNFINISHED);
		try {
			Files.deleteIfExists(unfinished);
			Directories.create(unfinished);
			try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
				ByteBuffer rest = ByteBuffer.wrap(json);
				while (rest.hasRemaining()) {
					channel.write(rest);
				}
				channel.force(true);
			}
			Files.move(unfinished, this.directory.resolve(entry.name()), StandardCopyOption.ATOMIC_MOVE);
			return Optional.of(entry);
		}
		catch (IOException | RuntimeException ex) {
			forget(entry.name());
			Files.deleteIfExists(unfinished);
			throw ex;
		}
	}

	/** What is there, the oldest first. */
	synchronized List<Entry> entries() {
		return this.files.keySet().stream().map(Entry::of).toList();
	}

	/**
	 * The event as it was put.
	 * @return empty when somebody else took it away
	 */
	Optional<byte[]> read(Entry entry) throws IOException {
		try {
			return Optional.of(Files.readAllBytes(this.directory.resolve(entry.name())));
		}
		catch (NoSuchFileException _) {
			forget(entry.name());
			return Optional.empty();
		}
	}

	/** It has arrived. */
	void delete(Entry entry) throws IOException {
		Files.deleteIfExists(this.directory.resolve(entry.name()));
		forget(entry.name());
	}

	/** It will never be taken: it is kept for people. */
	void reject(Entry entry) throws IOException {
		Files.move(this.directory.resolve(entry.name()), this.rejected.resolve(entry.name()),
				StandardCopyOption.ATOMIC_MOVE);
		forget(entry.name());
		List<Path> all = list(this.rejected);
		for (Path old : all.subList(0, Math.max(0, all.size() - MOST_REJECTED))) {
			Files.deleteIfExists(old);
		}
		synchronized (this) {
			this.rejections = Math.min(all.size(), MOST_REJECTED);
		}
	}

	synchronized int size() {
		return this.files.size();
	}

	synchronized long bytes() {
		return this.bytes;
	}

	synchronized int rejections() {
		return this.rejections;
	}

	/** For people. */
	synchronized String state() {
		return "%d of %d events and %d of %d KB in the spool, %d rejected".formatted(this.files.size(), this.most,
				this.bytes / 1024, this.mostBytes / 1024, this.rejections);
	}

	private void found(Path file) throws IOException {
		String name = String.valueOf(file.getFileName());
		if (NAME.matcher(name).matches()) {
			long size = Files.size(file);
			this.files.put(name, size);
			this.bytes += size;
		}
		else if (name.endsWith(UNFINISHED)) {
			Files.deleteIfExists(file);
		}
	}

	private synchronized boolean claim(String name, long size) {
		if (this.files.containsKey(name)) {
			return false;
		}
		if (this.files.size() >= this.most || this.bytes + size > this.mostBytes) {
			throw new Rounds.Setback("the spool is full (trunkline.records.webhook.max-events, .max-size)");
		}
		this.files.put(name, size);
		this.bytes += size;
		return true;
	}

	private synchronized void forget(String name) {
		Long size = this.files.remove(name);
		this.bytes -= (size != null) ? size : 0;
	}

	private static List<Path> list(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
		}
	}

	/**
	 * An event on the disk.
	 *
	 * @param name of its file
	 */
	record Entry(String name, String eventId) {

		private static Entry of(String name) {
			return new Entry(name, name.substring(14, name.length() - ".json".length()));
		}

	}

}
