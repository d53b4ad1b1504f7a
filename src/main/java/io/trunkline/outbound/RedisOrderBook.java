package io.trunkline.outbound;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lettuce.core.KeyValue;
import io.lettuce.core.ScriptOutputType;
import io.trunkline.admission.SharedRedis;
import io.trunkline.admission.SharedRedisException;
import io.trunkline.outbound.OutboundRefusedException.Kind;
import io.trunkline.outbound.Placed.State;
import reactor.core.publisher.Mono;

/**
 * Keeps orders in Redis, so that any pod may get the same request again or the call that
 * comes of it. {@code oo:{id}} is a hash of the order and its state, {@code oi:{key}} the
 * id that an idempotency key stands for; both expire by the clock of Redis. Each script
 * may run twice, since the reply to its first run may be lost.
 */
final class RedisOrderBook implements OrderBook {

	/** Orders outlive their keys, so that a key that is still there finds its order. */
	private static final Duration ORDER_KEPT = KEPT.plusHours(1);

	private static final String ORDER = "oo:";

	private static final String KEY = "oi:";

	private static final String BOOK = """
			if KEYS[2] and not redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[5]) then
			  local owner = redis.call('GET', KEYS[2])
			  if owner ~= ARGV[1] then return owner end
			end
			redis.call('HSET', KEYS[1], 'order', ARGV[2], 'state', ARGV[3])
			redis.call('PEXPIRE', KEYS[1], ARGV[4])
			return ARGV[1]
			""";

	private static final String ADVANCE = """
			local state = redis.call('HGET', KEYS[1], 'state')
			if not state then return false end
			if string.find(ARGV[2], ' ' .. state .. ' ', 1, true) then
			  redis.call('HSET', KEYS[1], 'state', ARGV[1])
			  return ARGV[1]
			end
			return state
			""";

	private static final String RELEASE = """
			local state = redis.call('HGET', KEYS[1], 'state')
			if not state or not string.find(ARGV[2], ' ' .. state .. ' ', 1, true) then return false end
			redis.call('HSET', KEYS[1], 'state', ARGV[3])
			if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
			return ARGV[3]
			""";

	private final SharedRedis redis;

	RedisOrderBook(SharedRedis redis) {
		this.redis = redis;
	}

	@Override
	public Mono<BookedOrder> book(BookedOrder order) {
		String[] keys = order.hasKey() ? new String[] { ORDER + order.id(), KEY + order.key() }
				: new String[] { ORDER + order.id() };
		String[] values = { order.id(), OrderJson.encode(order), order.state().name(),
				Long.toString(ORDER_KEPT.toMillis()), Long.toString(KEPT.toMillis()) };
		return this.redis.<String>run((redis) -> redis.eval(BOOK, ScriptOutputType.VALUE, keys, values))
			.flatMap((owner) -> owner.equals(order.id()) ? Mono.just(order) : known(owner))
			.onErrorMap(SharedRedisException.class, RedisOrderBook::unavailable);
	}

	@Override
	public Mono<BookedOrder> byKey(String key) {
		return this.redis.run((redis) -> redis.get(KEY + key))
			.flatMap(this::known)
			.onErrorMap(SharedRedisException.class, RedisOrderBook::unavailable);
	}

	@Override
	public Mono<BookedOrder> find(String id) {
		return this.redis.run((redis) -> redis.hmget(ORDER + id, "order", "state").collectList())
			.flatMap((fields) -> Mono.justOrEmpty(decode(fields.getFirst(), fields.getLast())))
			.onErrorMap(SharedRedisException.class, RedisOrderBook::unavailable);
	}

	@Override
	public Mono<State> advance(String id, State next) {
		String[] keys = { ORDER + id };
		String earlier = names((state) -> state.mayBecome(next));
		return this.redis
			.<String>run((redis) -> redis.eval(ADVANCE, ScriptOutputType.VALUE, keys, next.name(), earlier))
			.map(State::valueOf)
			.onErrorMap(SharedRedisException.class, RedisOrderBook::unavailable);
	}

	@Override
	public Mono<Void> release(BookedOrder order, State latest) {
		String[] keys = { ORDER + order.id(), KEY + order.key() };
		String[] values = { order.id(), names((state) -> state.compareTo(latest) <= 0), State.FAILED.name() };
		return this.redis.run((redis) -> redis.eval(RELEASE, ScriptOutputType.VALUE, keys, values))
			.onErrorMap(SharedRedisException.class, RedisOrderBook::unavailable)
			.then();
	}

	/** With a blank on either side of each, so that none is found in another. */
	private static String names(Predicate<State> which) {
		return Stream.of(State.values()).filter(which).map(State::name).collect(Collectors.joining(" ", " ", " "));
	}

	private static Optional<BookedOrder> decode(KeyValue<String, String> order, KeyValue<String, String> state) {
		if (!order.hasValue() || !state.hasValue()) {
			return Optional.empty();
		}
		return OrderJson.decode(order.getValue()).map((booked) -> booked.in(State.valueOf(state.getValue())));
	}

	/** An order whose key is there: not to find it must not dial it again. */
	private Mono<BookedOrder> known(String id) {
		return find(id).switchIfEmpty(Mono.error(() -> new OutboundRefusedException(Kind.STORE_UNAVAILABLE,
				"Redis has lost an order whose idempotency key it still has; place the call with another key")));
	}

	private static OutboundRefusedException unavailable(Throwable unused) {
		return new OutboundRefusedException(Kind.STORE_UNAVAILABLE,
				"Redis failed or took too long, see trunkline.admission.redis-url (REDIS_URL)");
	}

}
