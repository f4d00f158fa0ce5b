/** For async functions that only return. */
export function __awaiter(self: unknown, _args: unknown, _promise: unknown, body: () => unknown): Promise<unknown> {
  return new Promise((done) => done(body.call(self)));
}

export const __generator = (self: unknown, body: () => [number, unknown]): unknown => body.call(self)[1];
