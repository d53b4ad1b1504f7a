package io.trunkline.telephony;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;

/** The contracts of what goes over a carrier's API. */
public abstract class ApiContract implements CallControlContract, DiallerContract {

	private final CarrierApi api;

	private final List<ApiLine> lines = new ArrayList<>();

	protected ApiContract(CarrierApi api) {
		this.api = api;
	}

	/** A line to the API with these settings besides the usual ones. */
	protected abstract ApiLine line(Map<String, String> settings);

	/** Settings with which the API cannot be reached. */
	protected abstract Map<String, String> nowhere();

	/** Settings that lack the account. */
	protected abstract Map<String, String> noAccount();

	@AfterEach
	void close() {
		this.lines.forEach(ApiLine::close);
	}

	@Override
	public final CallControl control(CarrierState... states) {
		return reaching(states).bean(CallControl.class);
	}

	@Override
	public final Dialler dialler(CarrierState state) {
		return reaching(state).bean(Dialler.class);
	}

	@Override
	public final Dialler unconfigured() {
		return open(noAccount()).bean(Dialler.class);
	}

	@Override
	public final int requests() {
		return this.api.requests();
	}

	@Override
	public final int orders() {
		return this.api.requests();
	}

	private ApiLine reaching(CarrierState... states) {
		if (states[0] == CarrierState.UNREACHABLE) {
			return open(nowhere());
		}
		this.api.is(states);
		return open(Map.of());
	}

	private ApiLine open(Map<String, String> settings) {
		ApiLine line = line(settings);
		this.lines.add(line);
		return line;
	}

}
