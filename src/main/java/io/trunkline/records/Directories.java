package io.trunkline.records;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where records lie on the disk: nobody but the owner of this process may read what
 * people said.
 */
final class Directories {

	private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

	private Directories() {
	}

	/**
	 * Makes a directory if it is not there.
	 * @param setting the one to change when nothing can be written there
	 */
	static Path ensure(String setting, Path directory) {
		try {
			Files.createDirectories(directory);
			if (Files.isWritable(directory)) {
				return directory;
			}
			throw new IllegalArgumentException(setting + " is in a directory that this process may not write to");
		}
		catch (IOException ex) {
			throw new IllegalArgumentException(
					setting + " is in a directory that cannot be made: " + ex.getClass().getSimpleName());
		}
	}

	/** Makes an empty file, unless there is one. */
	static void create(Path file) throws IOException {
		boolean posix = file.toAbsolutePath().getFileSystem().supportedFileAttributeViews().contains("posix");
		try {
			Files.createFile(file, posix ? new FileAttribute<?>[] { OWNER_ONLY } : new FileAttribute<?>[0]);
		}
		catch (FileAlreadyExistsException _) {
			// As it should be from the second line on.
		}
	}

}
