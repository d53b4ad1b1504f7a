package io.trunkline.sandbox.scenario;

import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A piece of a YAML file that knows where it stands. */
final class Entry {

	private final String file;

	private final Node node;

	private Entry(String file, Node node) {
		this.file = file;
		this.node = node;
	}

	static Entry read(String file, String yaml) {
		try {
			Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(yaml));
			if (root == null) {
				throw new ScenarioFormatException(file + ": is empty");
			}
			return new Entry(file, root);
		}
		catch (MarkedYAMLException ex) {
			int line = (ex.getProblemMark() != null) ? ex.getProblemMark().getLine() + 1 : 1;
			throw new ScenarioFormatException(file + ":" + line + ": " + ex.getProblem());
		}
	}

	ScenarioFormatException wrong(String what) {
		return new ScenarioFormatException(this.file + ":" + (this.node.getStartMark().getLine() + 1) + ": " + what);
	}

	/** What stands under each key, of which there are no others than these. */
	Map<String, Entry> keys(Set<String> known) {
		Map<String, Entry> keys = keys();
		keys.forEach((key, value) -> {
			if (!known.contains(key)) {
				throw value.wrong("unknown key '" + key + "'; nearest: " + Nearest.to(key, known));
			}
		});
		return keys;
	}

	Map<String, Entry> keys() {
		if (!(this.node instanceof MappingNode mapping)) {
			throw wrong("expected 'key: value' lines");
		}
		Map<String, Entry> keys = new LinkedHashMap<>();
		for (NodeTuple tuple : mapping.getValue()) {
			Entry key = new Entry(this.file, tuple.getKeyNode());
			if (keys.putIfAbsent(key.text(), new Entry(this.file, tuple.getValueNode())) != null) {
				throw key.wrong("'" + key.text() + "' stands here twice");
			}
		}
		return keys;
	}

	List<Entry> items() {
		if (!(this.node instanceof SequenceNode sequence)) {
			throw wrong("expected a list");
		}
		return sequence.getValue().stream().map((item) -> new Entry(this.file, item)).toList();
	}

	boolean isText() {
		return this.node instanceof ScalarNode;
	}

	String text() {
		if (!(this.node instanceof ScalarNode scalar)) {
			throw wrong("expected a text");
		}
		return scalar.getValue();
	}

	int number() {
		try {
			return Integer.parseInt(text());
		}
		catch (NumberFormatException ex) {
			throw wrong("expected a number, but found '" + text() + "'");
		}
	}

	Duration duration() {
		try {
			return DurationStyle.SIMPLE.parse(text());
		}
		catch (IllegalArgumentException ex) {
			throw wrong("expected a time like 500ms or 2s, but found '" + text() + "'");
		}
	}

	/** One of these constants; hyphen and underscore are the same. */
	<E extends Enum<E>> E oneOf(Class<E> kind) {
		return oneOf(kind, text());
	}

	/** The same of a name that stands somewhere in here. */
	<E extends Enum<E>> E oneOf(Class<E> kind, String name) {
		List<String> names = new ArrayList<>();
		for (E constant : kind.getEnumConstants()) {
			names.add(Times.name(constant));
			if (Times.name(constant).equals(name.replace('-', '_'))) {
				return constant;
			}
		}
		throw wrong("unknown '" + name + "'; nearest: " + Nearest.to(name, names));
	}

	/**
	 * Everything below: maps, lists, texts, and numbers and truths that are written so.
	 */
	Object value() {
		return switch (this.node) {
			case MappingNode _ -> {
				Map<String, Object> map = new LinkedHashMap<>();
				keys().forEach((key, below) -> map.put(key, below.value()));
				yield map;
			}
			case SequenceNode _ -> items().stream().map(Entry::value).toList();
			default -> Tag.INT.equals(this.node.getTag()) ? (Object) number()
					: Tag.BOOL.equals(this.node.getTag()) ? (Object) Boolean.valueOf(text()) : text();
		};
	}

	/** Everything below, keys joined by dots and list places in brackets. */
	Map<String, String> flat() {
		Map<String, String> flat = new LinkedHashMap<>();
		flatten("", flat);
		return flat;
	}

	private void flatten(String path, Map<String, String> flat) {
		switch (this.node) {
			case MappingNode _ ->
				keys().forEach((key, value) -> value.flatten(path.isEmpty() ? key : path + "." + key, flat));
			case SequenceNode _ -> {
				List<Entry> items = items();
				for (int i = 0; i < items.size(); i++) {
					items.get(i).flatten(path + "[" + i + "]", flat);
				}
				if (items.isEmpty()) {
					flat.put(path, "");
				}
			}
			default -> flat.put(path, text());
		}
	}

}
