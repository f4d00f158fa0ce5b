import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate with its private key, both PEM. */
export interface Certificate {
  cert: string;
  key: string;
}

export interface Certificates {
  /** The certificate of the authority, PEM. */
  ca: string;
  /** Of the broker, for 127.0.0.1 and localhost. */
  server: Certificate;
  /** Of a client, `CN=producer`. */
  client: Certificate;
}

/** Why certificates cannot be made here. Undefined when they can. */
export const missingOpenssl = (): string | undefined =>
  spawnSync('openssl', ['version']).status === 0 ? undefined : 'no openssl on PATH';

/** Makes an authority and two certificates of it, in a folder. They are good for two days. */
export function createCertificates(folder: string): Certificates {
  const openssl = (args: string[]): void => {
    const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${args[0]}: ${stderr}`);
  };
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const key = (name: string) => [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    `${name}.key`,
  ];
  openssl(['req', '-x509', ...key('ca'), '-out', 'ca.crt', '-days', '2', '-subj', '/CN=Test authority']);
  const issue = (name: string, extensions: string): Certificate => {
    writeFileSync(join(folder, `${name}.ext`), extensions);
    openssl(['req', ...key(name), '-out', `${name}.csr`, '-subj', `/CN=${name}`]);
    const files = ['-in', `${name}.csr`, '-out', `${name}.crt`, '-extfile', `${name}.ext`];
    openssl(['x509', '-req', ...files, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2']);
    return { cert: read(`${name}.crt`), key: read(`${name}.key`) };
  };
  const server = issue(
    'localhost',
    'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n',
  );
  const client = issue('producer', 'extendedKeyUsage=clientAuth\n');
  return { ca: read('ca.crt'), server, client };
}
