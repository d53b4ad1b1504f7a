package io.trunkline.agent.tool;

import java.util.List;
import java.util.Random;

import io.trunkline.agent.tool.ArgumentSchema.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ArgumentSchemaTests {

	private static final ArgumentSchema ORDER = schema("""
			{"type":"object","properties":{
			"number":{"type":"string","pattern":"^[0-9]{4}$"},
			"size":{"enum":["small","large"]},
			"count":{"type":"integer","minimum":1,"maximum":9},
			"items":{"type":"array","items":{"type":"object","properties":{"sku":{"type":"string"}},
			"required":["sku"]}}},
			"required":["number"],"additionalProperties":false}""");

	@ParameterizedTest
	@ValueSource(strings = { "{'number':'1234'}", "{'number':'1234','size':'large','count':9,'items':[{'sku':'a'}]}",
			" {'number':'1234','items':[]} " })
	void argumentsThatFitAreUsed(String arguments) {
		assertThat(ORDER.check(arguments.replace('\'', '"'))).isInstanceOf(Checked.Fit.class);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{}                                              | number is missing
					{'number':1234}                                 | number must be of type string
					{'number':'secret'}                             | number does not fit pattern ^[0-9]{4}$
					{'number':'1234','size':'secret'}               | size must be one of: small, large
					{'number':'1234','count':10}                    | count does not fit maximum 9
					{'number':'1234','count':'secret'}              | count must be of type integer
					{'number':'1234','items':[{'sku':'a'},{}]}      | items.1.sku is missing
					{'number':'1234','color':'secret'}              | color is not known
					{'number':'secret','count':'secret'}            | number does not fit pattern ^[0-9]{4}$; count must be of type integer
					[]                                              | The arguments are not a JSON object.
					'secret'                                        | The arguments are not a JSON object.
					{'number':'1234'                                | The arguments are not a JSON object.
					null                                            | The arguments are not a JSON object.
					""")
	void refusalNamesTheFieldAndNeverWhatWasGiven(String arguments, String reason) {
		assertThat(ORDER.check(arguments.replace('\'', '"'))).isEqualTo(new Checked.Unfit(reason));
	}

	@Test
	void blankArgumentsAreNone() {
		assertThat(ArgumentSchema.none().check("")).isInstanceOf(Checked.Fit.class);
		assertThat(ORDER.check("")).isEqualTo(new Checked.Unfit("number is missing"));
	}

	@Test
	void endlessAndDeepArgumentsAreRefused() {
		assertThat(ORDER.check("{\"number\":\"" + "1".repeat(40_000) + "\"}")).isInstanceOf(Checked.Unfit.class);
		assertThat(ORDER.check("[".repeat(10_000))).isInstanceOf(Checked.Unfit.class);
	}

	@Test
	void noMutilatedArgumentsEverFit() {
		Random random = new Random(7);
		String whole = "{\"number\":\"1234\",\"count\":5}";
		for (int round = 0; round < 1000; round++) {
			int at = random.nextInt(whole.length());
			char other = "{}[]\",:x0".charAt(random.nextInt(9));
			String mutilated = whole.substring(0, at) + other + whole.substring(at + random.nextInt(2));
			if (ORDER.check(mutilated) instanceof Checked.Fit(var arguments)) {
				assertThat(arguments.path("number").asString()).as(mutilated).matches("[0-9]{4}");
				assertThat(arguments.propertyNames()).as(mutilated).isSubsetOf(List.of("number", "count"));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "{'type':'array'}", "{'type':'object','properties':{'a':5}}",
			"{'type':'object','properties':{'a':{'type':'strng'}}}",
			"{'type':'object','properties':{'a':{'pattern':'('}}}",
			"{'type':'object','properties':{'a':{'$ref':'http://127.0.0.1:1/schema'}}}" })
	void whatIsNoUsableSchemaIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> schema(text.replace('\'', '"')));
	}

	private static ArgumentSchema schema(String text) {
		return ArgumentSchema.of(JsonMapper.shared().readTree(text));
	}

}
