package io.trunkline.telephony;

/** A line that numbers the caller's frames. */
public abstract class SocketLine implements CarrierLine {

	private final RawWebSocket socket;

	private final CallLeg leg;

	private final FarPlayer player = new FarPlayer();

	private long frame;

	private byte[] last = {};

	protected SocketLine(RawWebSocket socket, CallLeg leg) {
		this.socket = socket;
		this.leg = leg;
	}

	/**
	 * Sends a frame of sound.
	 * @param number that of the caller's latest frame
	 */
	protected abstract void media(String track, long number, byte[] mulaw);

	protected final CallLeg leg() {
		return this.leg;
	}

	@Override
	public final RawWebSocket socket() {
		return this.socket;
	}

	@Override
	public final void start() {
		startAs(this.leg.accountId().value(), this.leg.callId().value());
	}

	@Override
	public final void say(byte[] mulaw) {
		this.frame++;
		this.last = mulaw;
		repeat();
	}

	@Override
	public final void lose() {
		this.frame++;
	}

	@Override
	public final void repeat() {
		media("inbound", this.frame, this.last);
	}

	@Override
	public final void echo(byte[] mulaw) {
		media("outbound", this.frame, mulaw);
	}

	@Override
	public final FarPlayer player() {
		return this.player;
	}

}
