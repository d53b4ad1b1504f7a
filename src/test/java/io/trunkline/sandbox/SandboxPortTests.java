package io.trunkline.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import io.trunkline.TrunklineApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class SandboxPortTests {

	@Test
	void whereThePortIsTakenTheSettingIsNamedWithoutATrace(CapturedOutput output) throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThatThrownBy(() -> new SpringApplicationBuilder(TrunklineApplication.class).profiles("sandbox")
				.run("--trunkline.sandbox.port=" + taken.getLocalPort(), "--server.port=0",
						"--management.server.port=0", "--trunkline.speaking.prepare-phrases=false"))
				.isInstanceOf(RuntimeException.class);
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("cannot listen on port " + taken.getLocalPort())
				.contains("TRUNKLINE_SANDBOX_PORT")
				.doesNotContain("\tat ");
		}
	}

}
