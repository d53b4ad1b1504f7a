package io.trunkline.sandbox;

import java.util.List;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.sandbox.caller.SandboxCallReport;

import org.springframework.core.env.PropertyResolver;

/** Places the demo call and says what it showed. */
final class Demo {

	/**
	 * Addresses that a variable of the environment may have set before the sandbox did.
	 */
	private static final List<String> ADDRESSES = List.of("BANDWIDTH_VOICE_URL", "BANDWIDTH_TOKEN_URL",
			"TWILIO_API_URL", "CARTESIA_URL", "OPENAI_BASE_URL", "OPENAI_REALTIME_URL");

	private final SandboxServer sandbox;

	private final DemoNarrator narrator;

	private final PropertyResolver settings;

	Demo(SandboxServer sandbox, DemoNarrator narrator, PropertyResolver settings) {
		this.sandbox = sandbox;
		this.narrator = narrator;
		this.settings = settings;
	}

	/** Returns at once; the call goes on by itself. */
	void run() {
		List<String> elsewhere = elsewhere(this.settings);
		String promise = elsewhere.isEmpty() ? ": no key, no account, nothing leaves this machine. "
				: "; but calls leave this machine where these are set: " + String.join(", ", elsewhere) + ". ";
		this.narrator.say("Trunkline is up, in the sandbox" + promise
				+ "Somebody is calling; carrier and providers speak the vendors' real protocols on 127.0.0.1:"
				+ this.sandbox.port() + ".");
		this.sandbox.whenCalled(DemoCall.CALLER, DemoCall.callee());
		this.sandbox.call(this.sandbox.usualDemo()).finished().subscribe(this::conclude);
	}

	/** The variables that lead to another machine. */
	static List<String> elsewhere(PropertyResolver settings) {
		return ADDRESSES.stream()
			.filter((name) -> !settings.getProperty(name, "http://127.0.0.1")
				.matches("[a-z]+://(127\\.[0-9.]+|localhost|\\[::1])([:/].*)?"))
			.toList();
	}

	private void conclude(SandboxCallReport report) {
		String verdict = report.violations().isEmpty() && report.missed().isEmpty()
				? "The carrier saw the whole call and found nothing to object to."
				: "The carrier objects: " + report.violations() + report.missed();
		String calls = "http://127.0.0.1:" + this.sandbox.port() + "/sandbox/calls";
		this.narrator.say("");
		this.narrator.say(verdict + " It counted " + report.heard().size()
				+ " words of the agent at the caller's ear, and ended the call with cause '" + report.cause() + "'.");
		this.narrator.say("");
		this.narrator.say("The service stays up. Next:");
		this.narrator.next("another call", "curl -X POST " + calls);
		this.narrator.next("in other ways", "curl " + calls + " " + other(this.sandbox.usualDemo()));
		String actuator = "http://127.0.0.1:" + this.settings.getProperty("local.management.port", "8081")
				+ "/actuator/";
		this.narrator.next("call somebody", "see 'Operate' in README.md; " + DemoCall.CALLER + " answers");
		this.narrator.next("health", "curl " + actuator + "health");
		this.narrator.next("metrics", "curl -s " + actuator + "prometheus | grep trunkline");
		this.narrator.next("your agent", "edit application.yml; the next call has it");
		this.narrator.next("real calls", "see 'Real calls' in README.md");
		this.narrator
			.say("Carriers are " + DemoWish.CARRIERS + "; engines are " + DemoWish.ENGINES + ". Ctrl-C ends it.");
	}

	/** Over another carrier, with another engine. */
	private static String other(DemoWish usual) {
		Carrier carrier = (usual.carrier() == Carrier.TWILIO) ? Carrier.BANDWIDTH : Carrier.TWILIO;
		Engine engine = (usual.engine() == Engine.REALTIME) ? Engine.CASCADE : Engine.REALTIME;
		return "-d carrier=" + DemoWish.name(carrier) + " -d engine=" + DemoWish.name(engine);
	}

}
