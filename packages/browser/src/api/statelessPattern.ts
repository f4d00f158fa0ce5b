/** The pattern without its flags `g` and `y`: with them, `test` begins where the last match ended and misses every other one. */
export const statelessPattern = (pattern: RegExp): RegExp => new RegExp(pattern, pattern.flags.replace(/[gy]/g, ''));
