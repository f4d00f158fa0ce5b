/** What loading a script costs that does nothing. */
globalThis.create = () => ({ recordEvent: () => undefined });
