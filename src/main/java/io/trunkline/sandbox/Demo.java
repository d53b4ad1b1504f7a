package io.trunkline.sandbox;

import io.trunkline.sandbox.bandwidth.SandboxCall;
import io.trunkline.sandbox.caller.SandboxCallReport;

/** Places the demo call and says what it showed. */
final class Demo {

	private final SandboxServer sandbox;

	private final DemoNarrator narrator;

	Demo(SandboxServer sandbox, DemoNarrator narrator) {
		this.sandbox = sandbox;
		this.narrator = narrator;
	}

	/** Returns at once; the call goes on by itself. */
	void run() {
		this.narrator.say("Trunkline is up, in the sandbox: no key, no account, nothing leaves this machine. "
				+ "Somebody is calling; carrier, speech and model speak the vendors' real protocols on 127.0.0.1:"
				+ this.sandbox.port() + ".");
		SandboxCall call = this.sandbox.call(this.sandbox.demo());
		call.finished().subscribe(this::conclude);
	}

	private void conclude(SandboxCallReport report) {
		String verdict = report.violations().isEmpty() && report.missed().isEmpty()
				? "The carrier saw the whole call and found nothing to object to."
				: "The carrier objects: " + report.violations() + report.missed();
		this.narrator.say("");
		this.narrator.say(verdict + " It counted " + report.heard().size()
				+ " words of the agent at the caller's ear, and ended the call with cause '" + report.cause() + "'.");
		this.narrator.say("");
		this.narrator.say("The service stays up. Next:");
		this.narrator.say("- another call:  curl -X POST http://127.0.0.1:" + this.sandbox.port() + "/sandbox/calls");
		this.narrator.say("- health:        curl http://127.0.0.1:8081/actuator/health");
		this.narrator.say("- metrics:       curl http://127.0.0.1:8081/actuator/prometheus | grep trunkline");
		this.narrator.say("- your agent:    edit application.yml; the next call has it");
		this.narrator.say("- real calls:    see 'Real calls' in README.md");
		this.narrator.say("Ctrl-C ends it.");
	}

}
