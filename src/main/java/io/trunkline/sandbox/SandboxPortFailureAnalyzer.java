package io.trunkline.sandbox;

import org.jspecify.annotations.Nullable;
import reactor.netty.ChannelBindException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Tells which setting moves the sandbox, in place of a stack trace. */
class SandboxPortFailureAnalyzer extends AbstractFailureAnalyzer<ChannelBindException> {

	private final Environment environment;

	SandboxPortFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ChannelBindException cause) {
		int port = this.environment.getProperty("trunkline.sandbox.port", Integer.class, 0);
		if (cause.localPort() != port || !this.environment.acceptsProfiles(Profiles.of("sandbox"))) {
			return null;
		}
		return new FailureAnalysis("The sandbox cannot listen on port " + port + ": it is in use.",
				"Stop whoever listens there, or set TRUNKLINE_SANDBOX_PORT (trunkline.sandbox.port) to another one.",
				cause);
	}

}
