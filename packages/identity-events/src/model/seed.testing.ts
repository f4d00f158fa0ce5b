/** Where random tests start, in every run: one that fails says it, and fails again. */
export const SEED = 20_261_126;
