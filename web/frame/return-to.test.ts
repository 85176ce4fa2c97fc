import { describe, expect, it } from 'vitest';
import { safeReturnTo } from './return-to.ts';

describe('the address to return to', () => {
  it('keeps a path with its query', () => {
    expect(safeReturnTo('/library?kind=pdf#top')).toBe('/library?kind=pdf#top');
  });

  it.each([
    'https://evil.example',
    '//evil.example/x',
    '/\\evil.example',
    'javascript:alert(1)',
    '',
    7,
    undefined,
  ])('refuses %s', (value) => {
    expect(safeReturnTo(value)).toBe('/');
  });

  it('does not lead back to the sign-in page', () => {
    expect(safeReturnTo('/sign-in?returnTo=/x')).toBe('/');
  });
});
