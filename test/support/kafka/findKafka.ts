import { join } from 'node:path';
import { findJava } from '../java.ts';
import { mavenJars } from '../maven.ts';

/** Apache Kafka as jars of Maven Central, and a Java to run it. */
export interface Kafka {
  java: string;
  classPath: string;
  version: string;
}

/** The lines of versions that Amazon MSK offers: https://docs.aws.amazon.com/msk/latest/developerguide/supported-kafka-versions.html. */
export const KAFKA_VERSIONS = ['4.1.1', '3.9.1'] as const;

/** Finds Kafka or brings it from Maven Central (56 MB), or says why it cannot. */
export function findKafka(version: string = KAFKA_VERSIONS[0]): Kafka | { why: string } {
  const java = findJava(17);
  if (java === undefined) return { why: 'no Java 17 or newer' };
  const artifacts = ['org.apache.kafka:kafka_2.13', 'org.apache.kafka:kafka-tools'].map((one) => `${one}:${version}`);
  // Kafka 4 brings no backend for its log; without one nobody learns why it does not start.
  const log = version.startsWith('4.') ? ['org.slf4j:slf4j-simple:1.7.36'] : [];
  const jars = mavenJars(`kafka-${version}`, [...artifacts, ...log]);
  return 'why' in jars ? jars : { java, classPath: join(jars.folder, '*'), version };
}
