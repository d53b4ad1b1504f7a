package io.trunkline.records;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class RecordsConfiguration {

	private static final int THREADS = 4;

	/** Threads that may wait for disks and servers. */
	@Bean(destroyMethod = "dispose", defaultCandidate = false)
	Scheduler recordsScheduler() {
		return Schedulers.newBoundedElastic(THREADS, Integer.MAX_VALUE, "records", 60, true);
	}

	@Bean
	RecordsOutlets recordsOutlets(ObjectProvider<CallRecordSink> sinks,
			@Qualifier("recordsScheduler") Scheduler scheduler, MeterRegistry meters) {
		List<Outbox> outboxes = sinks.orderedStream().map((sink) -> new Outbox(sink, scheduler, meters)).toList();
		return new RecordsOutlets(outboxes);
	}

	@Bean
	Recorder recorder(RecordsProperties properties, RecordsOutlets outlets,
			@Qualifier("recordsScheduler") Scheduler scheduler, MeterRegistry meters) {
		return new Recorder(properties.privacy(), outlets.all(), InstantSource.system(), scheduler, meters);
	}

	@Bean
	HealthIndicator recordsHealthIndicator(RecordsOutlets outlets, ObjectProvider<WebhookSink> webhook) {
		return new RecordsHealth(outlets.all(), webhook.orderedStream().toList());
	}

	/** To every sink. */
	record RecordsOutlets(List<Outbox> all) {
	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(FileConfigured.class)
	static class ToFile {

		@Bean
		FileSink fileSink(RecordsProperties properties) {
			return new FileSink(properties.file(), InstantSource.system());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(WebhookConfigured.class)
	static class ToWebhook {

		@Bean(initMethod = "start")
		WebhookSink webhookSink(RecordsProperties properties, @Qualifier("recordsScheduler") Scheduler scheduler,
				MeterRegistry meters) {
			RecordsProperties.Webhook webhook = properties.webhook();
			Spool spool = new Spool(webhook.spool(), webhook.maxEvents(), webhook.maxSize().toBytes());
			WebhookClient client = new WebhookClient(URI.create(webhook.url().strip()), webhook.secret(),
					webhook.timeout(), InstantSource.system());
			return new WebhookSink(spool, client, meters, Rounds.Pauses.USUAL, scheduler);
		}

	}

	/** A setting that is set to nothing counts as not set. */
	abstract static class Configured implements Condition {

		private final String setting;

		Configured(String setting) {
			this.setting = setting;
		}

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return StringUtils.hasText(context.getEnvironment().getProperty(this.setting));
		}

	}

	static class FileConfigured extends Configured {

		FileConfigured() {
			super("trunkline.records.file");
		}

	}

	static class WebhookConfigured extends Configured {

		WebhookConfigured() {
			super("trunkline.records.webhook.url");
		}

	}

}
