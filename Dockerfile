FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml ./
RUN mvn -B -q dependency:go-offline
COPY application.yml ./
COPY src/main ./src/main
RUN mvn -B -q package -Dmaven.test.skip=true
RUN java -Djarmode=tools -jar target/trunkline.jar extract --layers --destination /layers

FROM eclipse-temurin:25-jre
WORKDIR /app
# From what changes least to what changes most. An application.yml in /app/config overrides
# the one inside.
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
USER 65532:65532
EXPOSE 8080 8081
# G1 by name: in a small container the JVM would take the serial collector, whose pauses can
# be heard. The other memory is for buffers, code and classes.
ENTRYPOINT ["java", \
    "-XX:+UseG1GC", \
    "-XX:MaxRAMPercentage=60", \
    "-XX:MaxDirectMemorySize=256m", \
    "-XX:+ExitOnOutOfMemoryError", \
    "--enable-native-access=ALL-UNNAMED", \
    "--sun-misc-unsafe-memory-access=allow", \
    "-jar", "trunkline.jar"]
