import { describe, expect, it } from 'vitest';
import { z as standIn } from './zod-stand-in.ts';

const z = standIn as unknown as typeof import('zod').z;

describe('the stand-in for zod', () => {
  it('lets a contract be declared as with the real one', () => {
    const Page = z.object({ limit: z.coerce.number().int().min(1).default(30) });
    expect(() => Page.extend({ q: z.string().optional() }).partial()).not.toThrow();
  });

  it('keeps the values of a closed list', () => {
    expect(z.enum(['a', 'b']).options).toEqual(['a', 'b']);
    expect(z.enum(['a', 'b']).enum).toEqual({ a: 'a', b: 'b' });
  });

  it('refuses to validate instead of letting everything pass', () => {
    expect(() => z.object({}).parse({})).toThrow(/server/);
    expect(() => z.enum(['a']).optional().safeParse('b')).toThrow(/server/);
  });
});
