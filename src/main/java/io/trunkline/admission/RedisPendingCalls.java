package io.trunkline.admission;

import java.time.Duration;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScriptOutputType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Keeps expected calls in Redis, so that webhook and media socket may reach different
 * pods. {@code vt:{hash}} is a call, {@code vc:{callId}} the hash of its newest token;
 * both expire by the clock of Redis. The scripts name keys that they compute, so Redis
 * must not run in cluster mode.
 */
final class RedisPendingCalls implements PendingCalls {

	private static final Logger log = LoggerFactory.getLogger(RedisPendingCalls.class);

	private static final String CALL = "vt:";

	private static final String NEWEST = "vc:";

	private static final String PUT = """
			local earlier = redis.call('GET', KEYS[2])
			if earlier then redis.call('DEL', 'vt:' .. earlier) end
			redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
			redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
			""";

	private static final String FORGET = """
			local hash = redis.call('GETDEL', KEYS[1])
			if hash then redis.call('DEL', 'vt:' .. hash) end
			""";

	private final SharedRedis redis;

	private final String timeToLiveMillis;

	RedisPendingCalls(SharedRedis redis, Duration timeToLive) {
		this.redis = redis;
		this.timeToLiveMillis = Long.toString(timeToLive.toMillis());
	}

	@Override
	public Mono<Void> put(String hash, ExpectedCall call) {
		String[] keys = { CALL + hash, NEWEST + call.callId() };
		String value = ExpectedCallJson.encode(call);
		return this.redis
			.run((redis) -> redis.eval(PUT, ScriptOutputType.STATUS, keys, value, hash, this.timeToLiveMillis))
			.then();
	}

	/**
	 * When the reply to the first attempt is lost, the second finds nothing: a call may
	 * be refused for that, but is never let in twice.
	 */
	@Override
	public Mono<ExpectedCall> take(String hash) {
		return this.redis.run((redis) -> redis.getdel(CALL + hash).onErrorResume(RedisPendingCalls::foreign, (ex) -> {
			log.warn("Refused a token: its key in Redis does not hold a string");
			return Mono.empty();
		})).flatMap((json) -> Mono.justOrEmpty(ExpectedCallJson.decode(json)));
	}

	@Override
	public Mono<Void> forget(String callId) {
		String[] keys = { NEWEST + callId };
		return this.redis.run((redis) -> redis.eval(FORGET, ScriptOutputType.STATUS, keys)).then();
	}

	private static boolean foreign(Throwable failure) {
		return failure instanceof RedisCommandExecutionException
				&& String.valueOf(failure.getMessage()).startsWith("WRONGTYPE");
	}

}
