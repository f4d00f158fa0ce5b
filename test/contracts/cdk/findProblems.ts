/** Every problem of a deployment, by the check that found it; `names` are the checks that are made. */
export async function findProblems<D, N extends string>(
  checks: Record<N, (deployment: D) => string[] | Promise<string[]>>,
  deployment: D,
  names: readonly N[] = Object.keys(checks) as N[],
): Promise<Partial<Record<N, string[]>>> {
  const found: Partial<Record<N, string[]>> = {};
  for (const name of names) {
    // One that cannot be read is not right either.
    const problems = await Promise.resolve(deployment)
      .then(checks[name])
      .catch((error: unknown) => [String(error)]);
    if (problems.length > 0) found[name] = problems;
  }
  return found;
}
