package io.trunkline;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service: profile {@code sandbox} unless another one is named. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TrunklineApplication {

	public static void main(String[] args) {
		SpringApplication.run(TrunklineApplication.class, args);
	}

}
