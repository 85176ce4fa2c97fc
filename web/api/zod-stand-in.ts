/*
 * What the browser gets in place of `zod`. The contracts are declared with it, but here only their
 * methods, paths, types and closed lists are used; the validator itself would be a sixth of what a
 * learner's phone loads first. Types still come from the real package (tsc knows no alias).
 */

const VALIDATORS = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'spa']);

/** Answers any call and any property with itself; validating with it is a mistake and says so. */
function standIn(own: Record<string, unknown> = {}): unknown {
  const proxy: unknown = new Proxy(() => undefined, {
    get: (_, name) => {
      if (typeof name === 'symbol' || name === 'then' || name === 'toJSON') return undefined;
      if (Object.hasOwn(own, name)) return own[name];
      if (VALIDATORS.has(name)) {
        return () => {
          throw new Error(
            'Contracts do not validate in the browser: the server does, send it there.',
          );
        };
      }
      return proxy;
    },
    apply: () => proxy,
  });
  return proxy;
}

/** A closed list keeps its values: pages offer them as filters and choices. */
function enumeration(values: readonly string[]): unknown {
  return standIn({
    options: [...values],
    enum: Object.fromEntries(values.map((value) => [value, value])),
  });
}

const anything = standIn();

export const z: Record<string, unknown> = new Proxy(
  {},
  { get: (_, name) => (name === 'enum' ? enumeration : anything) },
);
