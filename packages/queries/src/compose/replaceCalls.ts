/** Replaces each call of a function in SQL by what `by` makes of its one argument, which may have calls of other functions inside. */
export function replaceCalls(sql: string, name: string, by: (argument: string) => string): string {
  const call = new RegExp(`\\b${name}\\(`);
  let rest = sql;
  let done = '';
  for (let found = call.exec(rest); found; found = call.exec(rest)) {
    const start = found.index + found[0].length;
    const end = closing(rest, start);
    done += rest.slice(0, found.index) + by(rest.slice(start, end));
    rest = rest.slice(end + 1);
  }
  return done + rest;
}

/** Where the parenthesis closes that is open at `start`. */
function closing(sql: string, start: number): number {
  let depth = 1;
  for (let at = start; at < sql.length; at += 1) {
    if (sql[at] === '(') depth += 1;
    else if (sql[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error(`A parenthesis is not closed: ${sql.slice(start - 20)}`);
}
