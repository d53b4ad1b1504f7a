package io.trunkline.sandbox;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.sandbox.caller.SandboxCallReport;

/** Places the demo call and says what it showed. */
final class Demo {

	private final SandboxServer sandbox;

	private final DemoNarrator narrator;

	private final int managementPort;

	Demo(SandboxServer sandbox, DemoNarrator narrator, int managementPort) {
		this.sandbox = sandbox;
		this.narrator = narrator;
		this.managementPort = managementPort;
	}

	/** Returns at once; the call goes on by itself. */
	void run() {
		this.narrator.say("Trunkline is up, in the sandbox: no key, no account, nothing leaves this machine. "
				+ "Somebody is calling; carrier and providers speak the vendors' real protocols on 127.0.0.1:"
				+ this.sandbox.port() + ".");
		this.sandbox.whenCalled(DemoCall.CALLER, DemoCall.callee());
		this.sandbox.call(this.sandbox.usualDemo()).finished().subscribe(this::conclude);
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
		String actuator = "http://127.0.0.1:" + this.managementPort + "/actuator/";
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
