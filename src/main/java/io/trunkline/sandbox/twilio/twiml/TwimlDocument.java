package io.trunkline.sandbox.twilio.twiml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** What a service has a call do. */
public record TwimlDocument(List<TwimlVerb> verbs) {

	private static final int LARGEST = 64 * 1024;

	private static final int MOST_TARGETS = 10;

	/**
	 * Reads a document.
	 * @param base where it comes from; null if it was put on a running call
	 * @throws InvalidTwimlException when it is not as the documentation says
	 */
	public static TwimlDocument read(byte[] xml, @Nullable URI base) {
		if (xml.length > LARGEST) {
			throw new InvalidTwimlException("the document is larger than 64 KB");
		}
		TwimlElement root = new TwimlElement(parse(xml), base);
		if (!root.name().equals("Response")) {
			throw root.invalid("is no <Response>");
		}
		return new TwimlDocument(root.allow().children().stream().map(TwimlDocument::verb).toList());
	}

	private static org.w3c.dom.Element parse(byte[] xml) {
		try {
			DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
			factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
			DocumentBuilder builder = factory.newDocumentBuilder();
			builder.setErrorHandler(new DefaultHandler());
			return builder.parse(new ByteArrayInputStream(xml)).getDocumentElement();
		}
		catch (SAXException | IOException | ParserConfigurationException ex) {
			throw new InvalidTwimlException("no XML: " + ex.getMessage());
		}
	}

	/** The names of the verbs, in order. */
	public List<String> names() {
		return this.verbs.stream().map((verb) -> verb.getClass().getSimpleName()).toList();
	}

	private static TwimlVerb verb(TwimlElement element) {
		return switch (element.name()) {
			case "Connect" -> connect(element);
			case "Dial" -> dial(element);
			case "Gather" -> gather(element);
			case "Start" -> recording(element);
			case "Say" -> new TwimlVerb.Say(element.allow("voice", "language", "loop").text());
			case "Play" -> digits(element.allow("digits"));
			case "Hangup" -> {
				element.allow().empty();
				yield new TwimlVerb.Hangup();
			}
			case "Reject" -> {
				element.allow("reason").empty();
				yield new TwimlVerb.Reject();
			}
			default -> throw element.invalid("is not known here");
		};
	}

	private static TwimlVerb digits(TwimlElement play) {
		String digits = play.required("digits");
		if (!digits.matches("[0-9*#A-Da-dw]+")) {
			throw play.invalid("digits are no keys");
		}
		play.empty();
		return new TwimlVerb.PlayDigits(digits);
	}

	private static TwimlVerb connect(TwimlElement connect) {
		List<TwimlElement> inside = connect.allow("action", "method").children();
		if (inside.size() != 1 || !inside.getFirst().name().equals("Stream")) {
			throw connect.invalid("has to have one <Stream>");
		}
		TwimlElement stream = inside.getFirst()
			.allow("url", "name", "connectorName", "track", "statusCallback", "statusCallbackMethod");
		if (stream.optional("track") != null && !"inbound_track".equals(stream.optional("track"))) {
			throw stream.invalid("is bidirectional and has the inbound track only");
		}
		Map<String, String> parameters = new LinkedHashMap<>();
		for (TwimlElement parameter : stream.children()) {
			if (!parameter.name().equals("Parameter")) {
				throw parameter.invalid("is no <Parameter>");
			}
			String name = parameter.allow("name", "value").required("name");
			String value = parameter.required("value");
			if (name.length() + value.length() >= 500) {
				throw parameter.invalid("has 500 characters or more");
			}
			parameters.put(name, value);
		}
		String name = stream.optional("name");
		return new TwimlVerb.Connect(connect.webhook("action"), stream.socket(), (name != null) ? name : "",
				stream.absoluteWebhook("statusCallback"), parameters);
	}

	private static TwimlVerb dial(TwimlElement dial) {
		dial.allow("action", "method", "timeout", "callerId", "timeLimit", "hangupOnStar", "ringTone");
		String callerId = dial.optional("callerId");
		if (callerId != null && !callerId.matches("\\+[1-9][0-9]{1,14}")) {
			throw dial.invalid("callerId is no number");
		}
		List<TwimlVerb.Target> targets = dial.children().stream().map(TwimlDocument::target).toList();
		if (targets.isEmpty() || targets.size() > MOST_TARGETS) {
			throw dial.invalid("rings one to ten");
		}
		return new TwimlVerb.Dial(dial.webhook("action"), callerId, dial.seconds("timeout", 30, 600), targets);
	}

	private static TwimlVerb.Target target(TwimlElement target) {
		target.allow("url", "method", "statusCallback", "statusCallbackMethod", "statusCallbackEvent", "sendDigits");
		String to = target.text();
		boolean fits = switch (target.name()) {
			case "Number" -> to.matches("\\+[1-9][0-9]{1,14}");
			case "Sip" -> to.matches("sips?:[^\\s@]+@[^\\s@]+");
			default -> throw target.invalid("cannot be rung here");
		};
		if (!fits) {
			throw target.invalid("names nobody");
		}
		return new TwimlVerb.Target(to, target.webhook("url"), target.webhook("statusCallback"));
	}

	private static TwimlVerb gather(TwimlElement gather) {
		gather.allow("input", "action", "method", "timeout", "numDigits", "finishOnKey", "actionOnEmptyResult");
		List<TwimlVerb.Say> prompts = gather.children().stream().map((child) -> {
			if (!child.name().equals("Say")) {
				throw child.invalid("cannot be in a <Gather> here");
			}
			return new TwimlVerb.Say(child.allow("voice", "language", "loop").text());
		}).toList();
		return new TwimlVerb.Gather(gather.webhook("action"), gather.seconds("timeout", 5, 600),
				"true".equals(gather.optional("actionOnEmptyResult")), prompts);
	}

	private static TwimlVerb recording(TwimlElement start) {
		List<TwimlElement> inside = start.allow().children();
		if (inside.size() != 1 || !inside.getFirst().name().equals("Recording")) {
			throw start.invalid("has to have one <Recording>");
		}
		TwimlElement recording = inside.getFirst()
			.allow("channels", "track", "trim", "recordingStatusCallback", "recordingStatusCallbackMethod",
					"recordingStatusCallbackEvent");
		recording.empty();
		return new TwimlVerb.StartRecording(recording.absoluteWebhook("recordingStatusCallback"));
	}

}
