/** More microtasks than a browser takes to refuse a request, and fewer than anything takes that has been to the network. */
const MICROTASKS = 8;

/** Whether a promise rejects before anything else can happen: what has been tried never left. */
export async function failsAtOnce(promise: Promise<unknown>): Promise<boolean> {
  let failed = false;
  promise.catch(() => (failed = true));
  for (let count = 0; count < MICROTASKS; count++) await Promise.resolve();
  return failed;
}
