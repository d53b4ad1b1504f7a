package io.trunkline.telephony;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket client that can misbehave: every frame is written by hand, and the
 * connection can be reset. Answers pings.
 */
public final class RawWebSocket implements AutoCloseable {

	private static final int PATIENCE_SECONDS = 30;

	private final Socket socket;

	private final OutputStream out;

	private final DataInputStream in;

	private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

	private final BlockingQueue<Integer> pongs = new LinkedBlockingQueue<>();

	private int pings;

	private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();

	private RawWebSocket(Socket socket) throws IOException {
		this.socket = socket;
		this.out = socket.getOutputStream();
		this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
	}

	/** The status with which a handshake is answered; 101 is closed again. */
	public static int knock(int port, String path, Map<String, String> headers) {
		try (RawWebSocket socket = connect(port)) {
			return socket.shake(path, headers);
		}
	}

	/** An open WebSocket. */
	public static RawWebSocket open(int port, String path, Map<String, String> headers) {
		RawWebSocket socket = openDeaf(port, path, headers);
		Thread.ofVirtual().start(socket::read);
		return socket;
	}

	/** An open WebSocket that takes nothing from the wire. */
	public static RawWebSocket openDeaf(int port, String path, Map<String, String> headers) {
		RawWebSocket socket = connect(port);
		int status = socket.shake(path, headers);
		if (status != 101) {
			socket.close();
			throw new IllegalStateException("no upgrade but " + status);
		}
		return socket;
	}

	private static RawWebSocket connect(int port) {
		try {
			Socket socket = new Socket();
			socket.setReceiveBufferSize(16 * 1024);
			socket.setTcpNoDelay(true);
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return new RawWebSocket(socket);
		}
		catch (IOException failure) {
			throw new UncheckedIOException(failure);
		}
	}

	private int shake(String path, Map<String, String> headers) {
		StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
		Map<String, String> usual = Map.of("Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Version",
				"13", "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
		usual.forEach((name, value) -> append(request, name, headers.getOrDefault(name, value)));
		headers.forEach((name, value) -> {
			if (!usual.containsKey(name)) {
				append(request, name, value);
			}
		});
		try {
			this.out.write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
			String status = line();
			while (!line().isEmpty()) {
				// the headers do not matter
			}
			return Integer.parseInt(status.substring(9, 12));
		}
		catch (IOException failure) {
			throw new UncheckedIOException(failure);
		}
	}

	private static void append(StringBuilder request, String name, String value) {
		if (!value.isEmpty()) {
			request.append(name).append(": ").append(value).append("\r\n");
		}
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = this.in.read(); c != '\n'; c = this.in.read()) {
			if (c < 0) {
				throw new IOException("connection closed within the handshake");
			}
			if (c != '\r') {
				line.append((char) c);
			}
		}
		return line.toString();
	}

	public void text(String message) {
		frame(true, 1, message.getBytes(StandardCharsets.UTF_8));
	}

	/** One message in two frames. */
	public void fragmented(String message) {
		byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
		int half = bytes.length / 2;
		frame(false, 1, ByteBuffer.allocate(half).put(bytes, 0, half).array());
		frame(true, 0, ByteBuffer.allocate(bytes.length - half).put(bytes, half, bytes.length - half).array());
	}

	public void binary(byte[] message) {
		frame(true, 2, message);
	}

	/** A close frame, without waiting for an answer. */
	public void closeFrame(int code) {
		frame(true, 8, ByteBuffer.allocate(2).putShort((short) code).array());
	}

	private synchronized void frame(boolean last, int opcode, byte[] payload) {
		ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
		frame.put((byte) ((last ? 0x80 : 0) | opcode));
		if (payload.length < 126) {
			frame.put((byte) (0x80 | payload.length));
		}
		else if (payload.length < 65536) {
			frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
		}
		else {
			frame.put((byte) (0x80 | 127)).putLong(payload.length);
		}
		frame.putInt(0).put(payload);
		try {
			this.out.write(frame.array(), 0, frame.position());
		}
		catch (IOException _) {
			// whoever sends to a closed socket finds out by its close code
		}
	}

	/** The next text message. */
	public String next() throws InterruptedException {
		String text = this.texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
		if (text == null) {
			throw new AssertionError("nothing came");
		}
		return text;
	}

	/**
	 * Waits until the other side has taken all that was sent, and all that it had sent by
	 * then is here; or until it has closed.
	 */
	public void settle() throws InterruptedException {
		int ping = ++this.pings;
		frame(true, 9, ByteBuffer.allocate(4).putInt(ping).array());
		for (int i = 0; i < 10 * PATIENCE_SECONDS && !this.closeCode.isDone(); i++) {
			Integer pong = this.pongs.poll(100, TimeUnit.MILLISECONDS);
			if (pong != null && pong == ping) {
				return;
			}
		}
		if (!this.closeCode.isDone()) {
			throw new AssertionError("a ping was not answered");
		}
	}

	/** All text messages that are here and were not taken. */
	public List<String> arrived() {
		List<String> arrived = new ArrayList<>();
		this.texts.drainTo(arrived);
		return arrived;
	}

	/** How the other side closed; 1006 if it did not say. */
	public int closeCode() throws Exception {
		return this.closeCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
	}

	/** Cuts the connection with a TCP reset. */
	public void reset() {
		try {
			this.socket.setSoLinger(true, 0);
			this.socket.close();
		}
		catch (IOException failure) {
			throw new UncheckedIOException(failure);
		}
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException failure) {
			throw new UncheckedIOException(failure);
		}
	}

	private void read() {
		try {
			while (!this.closeCode.isDone()) {
				readFrame();
			}
		}
		catch (IOException _) {
			this.closeCode.complete(1006);
		}
	}

	private void readFrame() throws IOException {
		int opcode = this.in.readUnsignedByte() & 0x0F;
		int length = this.in.readUnsignedByte();
		if (length == 126) {
			length = this.in.readUnsignedShort();
		}
		else if (length == 127) {
			length = (int) this.in.readLong();
		}
		byte[] payload = this.in.readNBytes(length);
		switch (opcode) {
			case 1 -> this.texts.add(new String(payload, StandardCharsets.UTF_8));
			case 8 -> this.closeCode.complete((length < 2) ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF);
			case 9 -> frame(true, 10, payload);
			case 10 -> this.pongs.add((length == 4) ? ByteBuffer.wrap(payload).getInt() : 0);
			default -> {
			}
		}
	}

}
