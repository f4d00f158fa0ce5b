/** SHA-256's constants are the first 32 bits of the fractions of roots of primes (FIPS 180-4, 4.2.2 and 5.3.3). */
const primes: number[] = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime)) primes.push(n);
const fraction = (root: number): number => ((root % 1) * 2 ** 32) >>> 0;

export const BLOCK_SIZE = 64;
export const DIGEST_LENGTH = 32;
export const KEY = Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
export const INIT = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
export const MAX_HASHABLE_LENGTH = 2 ** 53 - 1;
