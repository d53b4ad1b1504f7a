package io.trunkline.telephony;

import java.util.List;

import reactor.core.publisher.Mono;

/** Places calls at a carrier. */
public interface Dialler {

	/** The carrier's room: that of the legs that come of its calls. */
	String carrier();

	/** With what it dials, as far as that is configured. */
	Line line();

	/**
	 * Has the carrier dial, once: this is never tried again by itself once the carrier
	 * may have taken the order. The call that comes of it carries the plan's tag in each
	 * of its webhooks.
	 * @return the carrier's name of the call; fails with a {@link TelephonyException},
	 * whose kind is {@link TelephonyException.Kind#UNCERTAIN} when nobody knows whether
	 * the carrier dials. With any other kind it certainly does not:
	 * {@link TelephonyException.Kind#RETRYABLE} may be tried again soon,
	 * {@link TelephonyException.Kind#BUSY} after the pause that it names, or else when a
	 * call has ended
	 */
	Mono<CallId> dial(DialPlan plan);

	/** What a carrier's calls are placed with. */
	sealed interface Line {

		/**
		 * It can dial.
		 *
		 * @param account whose calls they are
		 * @param from the number that is shown unless a plan names another
		 */
		record Open(AccountId account, PhoneNumber from) implements Line {
		}

		/**
		 * It cannot.
		 *
		 * @param settings what is not set, each with its variable, such as
		 * {@code trunkline.acme.account-id (ACME_ACCOUNT_ID)}
		 */
		record Missing(List<String> settings) implements Line {

			public Missing {
				settings = List.copyOf(settings);
			}

		}

	}

}
