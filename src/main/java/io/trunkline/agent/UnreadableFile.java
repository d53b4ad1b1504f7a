package io.trunkline.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says what is wrong with a file that is no configuration at all, without quoting it. */
final class UnreadableFile {

	private UnreadableFile() {
	}

	/**
	 * Describes why files could not be read.
	 * @param changed those that may be at fault
	 */
	static String describe(Throwable failure, List<Path> changed) {
		String files = changed.stream()
			.map((file) -> Places.name(new FileSystemResource(file)))
			.collect(Collectors.joining(" or "));
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
				return files + ":" + (yaml.getProblemMark().getLine() + 1) + ":"
						+ (yaml.getProblemMark().getColumn() + 1) + "  is no YAML: " + yaml.getProblem();
			}
		}
		return files + "  cannot be read: " + failure.getClass().getSimpleName();
	}

}
