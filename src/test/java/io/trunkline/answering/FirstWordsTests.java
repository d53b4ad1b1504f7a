package io.trunkline.answering;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FirstWordsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					PERSON   | Hello?
					PERSON   | Yes?
					PERSON   | Hi, this is Bob.
					PERSON   | Good afternoon, this is Bob Jones speaking.
					PERSON   | Miller.
					PERSON   | Good morning, thanks for calling Acme Dental, this is Sarah speaking, how may I help you today?
					PERSON   | Thank you for calling Acme. For sales press one, for support press two, for anything else press zero.
					PERSON   | Who is this, please, and what do you want from me at this time of the day?
					PERSON   | No, I don't want anything.
					MACHINE  | Please leave a message after the tone.
					MACHINE  | Hi, you've reached Bob. I can't come to the phone right now.
					MACHINE  | You have reached the voicemail box of
					MACHINE  | The person you are calling is not available.
					MACHINE  | The mailbox is full and cannot accept any messages at this time. Goodbye.
					MACHINE  | Hey, it's Bob, you know what to do.
					MACHINE  | I'm not here right now, but I'll get back to you.
					MACHINE  | The number you have dialed is not in service.
					MACHINE  | Your call has been forwarded to an automated voice messaging system.
					MACHINE  | Welcome to the Johnson family, we are all out at the lake until next Sunday evening.
					MACHINE  | Can\u2019t come to the phone
					SCREENER | Hi, the person you are calling is using a screening service from Google. Please say your name.
					SCREENER | Please state your name and the reason for your call after the tone, and Google will try to reach them.
					SCREENER | Who is calling, please?
					SCREENER | Record your name and why you're calling, and I'll see if this person is available.
					HOLD     | Thanks, please stay on the line.
					HOLD     | One moment, please.
					HOLD     | I'll try to connect you.
					""")
	void wordsTellWhoSpeaks(FirstWords expected, String words) {
		assertThat(FirstWords.of(words.replace("\\u2019", "\u2019"))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			true  | Please leave a message after the beep.
			true  | ... so leave your name and number
			false | I am not available on Monday, can you call me back?
			false | Please state your name after the tone.
			false | I would like to change my appointment to the first week of December, if that is possible at all.
			""")
	void someWordsAreSaidByMachinesOnly(boolean expected, String words) {
		assertThat(FirstWords.onlyMachinesSay(words)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			true  | Hello? Hello?
			true  | Hi, who's there?
			false | Thank you.
			false | Hello, this is a recording of mine.
			""")
	void greetingIsShort(boolean expected, String words) {
		assertThat(FirstWords.isGreeting(words)).isEqualTo(expected);
	}

}
