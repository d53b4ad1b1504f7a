package io.trunkline.telephony.twilio;

import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.twilio.rest.CallsApi;
import io.trunkline.telephony.twilio.rest.CallsApiSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives Twilio's API what the account's settings say. */
@Configuration(proxyBeanMethods = false)
class TwilioConfiguration {

	@Bean
	CallsApiSettings twilioCallsApiSettings(TwilioProperties twilio) {
		return new CallsApiSettings(twilio.apiUrl(), twilio.accountSid(), twilio.primaryToken());
	}

	@Bean
	TwilioCallControl twilioCallControl(CallsApi api, TelephonyProperties telephony) {
		return new TwilioCallControl(api, new TwilioAnswers(telephony));
	}

	@Bean
	TwilioDialler twilioDialler(CallsApi api, TwilioProperties twilio, TelephonyProperties telephony) {
		return new TwilioDialler(api, twilio, telephony);
	}

}
