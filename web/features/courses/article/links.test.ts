import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeHref, isAllowedHref } from './links.ts';

describe('a link of an article', () => {
  it.each([
    'https://example.org/a?b=c#d',
    'http://localhost:3000',
    'mailto:somebody@example.org',
    '/courses/1',
    '#part',
    '?page=2',
    'next',
  ])('may lead to %s', (href) => expect(isAllowedHref(href)).toBe(true));

  it.each([
    '',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,hi',
    'vbscript:x',
    'file:///etc/passwd',
    '//example.org',
    '\\\\example.org',
    '/\\example.org',
    'http:example.org',
  ])('may not lead to %j', (href) => expect(isAllowedHref(href)).toBe(false));

  it('runs no script, whatever is written', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const href = `${before}script:${after}`;
        fc.pre(isAllowedHref(href));
        const { protocol } = new URL(href, 'https://lectern.example/');
        expect(['https:', 'http:', 'mailto:']).toContain(protocol);
      }),
    );
  });
});

describe('an address as it is typed', () => {
  it.each([
    ['example.org', 'https://example.org'],
    ['example.org/page', 'https://example.org/page'],
    ['me@example.org', 'mailto:me@example.org'],
    ['/library', '/library'],
    ['http://example.org', 'http://example.org'],
    [' https://example.org ', 'https://example.org'],
  ])('%s becomes %s', (typed, href) => expect(completeHref(typed)).toBe(href));
});
