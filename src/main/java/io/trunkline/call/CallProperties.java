package io.trunkline.call;

import java.util.Optional;

import io.trunkline.telephony.PhoneNumber;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What happens to calls that no agent can serve.
 *
 * @param fallbackNumber where they go, in E.164; empty has an apology spoken instead
 * @param apology what the carrier says then, before it hangs up
 */
@ConfigurationProperties("trunkline")
record CallProperties(@DefaultValue("") String fallbackNumber,
		@DefaultValue("We are sorry, nobody can take your call at the moment. Please try again later.") String apology) {

	CallProperties {
		if (!fallbackNumber.isBlank()) {
			try {
				new PhoneNumber(fallbackNumber);
			}
			catch (IllegalArgumentException ex) {
				throw new IllegalArgumentException(
						"trunkline.fallback-number (HUMAN_AGENT_NUMBER) is " + ex.getMessage(), ex);
			}
		}
	}

	Optional<PhoneNumber> fallback() {
		return this.fallbackNumber.isBlank() ? Optional.empty() : Optional.of(new PhoneNumber(this.fallbackNumber));
	}

}
