package io.trunkline.call;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What happens to calls that no agent can serve and nobody else takes.
 *
 * @param apology what the carrier says then, before it hangs up
 */
@ConfigurationProperties("trunkline")
record CallProperties(
		@DefaultValue("We are sorry, nobody can take your call at the moment. Please try again later.") String apology) {

}
