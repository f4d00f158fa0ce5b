/** How a function reaches Kafka. */
export interface KafkaConnection {
  /** `host:port` of some brokers; the others are found by them. */
  brokers: string[];
  topic: string;
  auth: KafkaAuth;
  /** Over TLS. */
  tls: boolean;
  /** Certificates of the authority that signs the brokers', PEM; undefined: those that Node knows. */
  ca: string | undefined;
}

export type KafkaAuth =
  | { kind: 'none' }
  /** SASL/SCRAM-SHA-512. */
  | { kind: 'scram'; credentials: () => Promise<ScramCredentials> }
  /** MSK's IAM authentication: SASL/OAUTHBEARER with a signed token. */
  | { kind: 'iam'; token: () => Promise<string> }
  /** A client's certificate. */
  | { kind: 'mtls'; certificate: () => Promise<ClientCertificate> };

export interface ScramCredentials {
  username: string;
  password: string;
}

/** Both PEM. */
export interface ClientCertificate {
  certificate: string;
  privateKey: string;
}
