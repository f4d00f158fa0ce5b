const scripts = (): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((url) => /\/assets\/.*\.js$/.test(url) && !url.includes('explain'));

/** Follows the script that the SDK loads after its start, to sign with; returns what says whether it has run. */
export function followLazyScript(): () => boolean {
  const atStart = new Set(scripts());
  let hasRun = false;
  let asked = false;
  return () => {
    const late = scripts().find((url) => !atStart.has(url));
    if (late !== undefined && !asked) {
      asked = true;
      // A script that is imported again is there once it has run.
      void import(/* @vite-ignore */ late).then(() => (hasRun = true));
    }
    return hasRun;
  };
}
