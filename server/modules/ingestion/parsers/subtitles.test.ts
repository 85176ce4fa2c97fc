import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSubtitles } from './subtitles.ts';

const parse = (text: string) => parseSubtitles(new TextEncoder().encode(text));
const shown = (text: string) =>
  parse(text).blocks.map(({ text: words, startSeconds, endSeconds }) => [
    startSeconds,
    endSeconds,
    words,
  ]);

describe('parseSubtitles', () => {
  test('puts sentences together again across cues', () => {
    const vtt =
      'WEBVTT\n\n00:01.000 --> 00:03.000\nA river is a stream of water that flows to\n\n00:03.000 --> 00:05.000\nthe sea, a lake or another river.\n\n00:05.000 --> 00:06.500\nIt begins at a spring.\n';
    expect(shown(vtt)).toEqual([
      [1, 5, 'A river is a stream of water that flows to the sea, a lake or another river.'],
      [5, 6.5, 'It begins at a spring.'],
    ]);
  });

  test('gives a sentence that begins inside a cue the second at which it begins', () => {
    const words = 'one two three four five six seven eight nine ten eleven twelve. Then next';
    const [, second] = shown(`1\n00:00:10,000 --> 00:00:20,000\n${words}\n`);
    expect(second?.[2]).toBe('Then next');
    expect(second?.[0]).toBeGreaterThan(18);
    expect(second?.[0]).toBeLessThan(19.5);
  });

  test('takes the times that stand between words', () => {
    const cue =
      'one two three four five six seven eight nine ten eleven twelve.<00:00:07.250><c> Then</c><00:00:08.000><c> next</c>';
    expect(shown(`WEBVTT\n\n00:00:00.000 --> 00:00:09.000\n${cue}\n`)[1]).toEqual([
      7.25,
      9,
      'Then next',
    ]);
  });

  test('gives each line of rolling captions once', () => {
    const vtt = [
      'WEBVTT\nKind: captions\nLanguage: en',
      '00:00:00.000 --> 00:00:02.000 align:start\n \nhello<00:00:01.000><c> and welcome</c>',
      '00:00:02.000 --> 00:00:02.010 align:start\nhello and welcome\n ',
      '00:00:02.010 --> 00:00:04.000 align:start\nhello and welcome\nto<00:00:03.000><c> the river</c>',
      '00:00:04.000 --> 00:00:04.010\nto the river\n ',
      '00:00:04.010 --> 00:00:06.000\nto the river\nthe river is long',
    ].join('\n\n');
    expect(parse(vtt).blocks.map(({ text }) => text)).toEqual([
      'hello and welcome to the river the river is long',
    ]);
    expect(parse(vtt).durationSeconds).toBe(6);
  });

  test('keeps what a speaker says twice with a pause between', () => {
    const srt = '1\n00:00:01,000 --> 00:00:02,000\nNo.\n\n2\n00:00:04,000 --> 00:00:05,000\nNo.\n';
    expect(parse(srt).blocks.map(({ text }) => text)).toEqual(['No. No.']);
  });

  test('names a speaker where one begins', () => {
    const vtt =
      'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Hello.\n\n00:02.000 --> 00:03.000\n<v Ada>Go on.</v>\n\n00:03.000 --> 00:04.000\n<v.loud Bo Li>Yes.</v>\n';
    expect(parse(vtt).blocks.map(({ text }) => text)).toEqual([
      'Ada: Hello. Go on.',
      'Bo Li: Yes.',
    ]);
  });

  test('drops notes, styles, sounds and markup', () => {
    const vtt =
      'WEBVTT\n\nNOTE 00:01 --> x\nsecret\n\nSTYLE\n::cue { color: red }\n\n1\n00:01.000 --> 00:02.000 line:0\n<i>Water</i> &amp; {\\an8}stone\n\n00:02.000 --> 00:03.000\n[Music]\n';
    expect(parse(vtt).blocks.map(({ text }) => text)).toEqual(['Water & stone']);
  });

  test.each([
    ['0:01.5 --> 0:02', 1.5, 2],
    ['00:00:01,50 -> 00:00:02,000', 1.5, 2],
    ['00:00:03.000 --> 00:00:01.000', 3, 3],
    ['100:00:00.000 --> 100:00:01.000', 360000, 360001],
  ])('reads the timing %s', (timing, from, to) => {
    expect(shown(`${timing}\nWater`)).toEqual([[from, to, 'Water']]);
  });

  test('goes on after a cue whose timing cannot be read', () => {
    const srt =
      '1\nxx:yy --> 00:02\nlost\n\n2\n00:00:03,000 --> 00:00:04,000\nkept\n3\n00:00:04,000 --> 00:00:05,000\ntoo\n';
    expect(parse(srt).blocks.map(({ text }) => text)).toEqual(['kept too']);
  });

  test('joins Chinese without spaces', () => {
    const srt =
      '1\n00:00:01,000 --> 00:00:02,000\n河流是\n\n2\n00:00:02,000 --> 00:00:03,000\n水的道路。\n';
    expect(parse(srt).blocks.map(({ text }) => text)).toEqual(['河流是水的道路。']);
  });

  test('loses no word, keeps their order and never goes back in time', () => {
    const cue = fc.record({
      words: fc.array(fc.stringMatching(/^[a-z]{1,8}[.?]?$/u), { minLength: 1, maxLength: 12 }),
      gap: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(cue, { minLength: 1, maxLength: 12 }), (cues) => {
        let at = 0;
        const lines = cues.map(({ words, gap }, index) => {
          const from = at + gap;
          at = from + 3;
          const time = (value: number) =>
            `00:${String(Math.floor(value / 60)).padStart(2, '0')}:${String(value % 60).padStart(2, '0')}.000`;
          // A number keeps neighbouring cues apart: equal ones would be one rolling caption.
          return `${time(from)} --> ${time(at)}\n${index}x ${words.join(' ')}`;
        });
        const { blocks } = parse(`WEBVTT\n\n${lines.join('\n\n')}\n`);
        const expected = cues.map(({ words }, index) => `${index}x ${words.join(' ')}`).join(' ');
        expect(blocks.map(({ text }) => text).join(' ')).toBe(expected);
        const starts = blocks.flatMap(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]);
        expect(starts).toEqual([...starts].sort((a, b) => (a ?? 0) - (b ?? 0)));
      }),
    );
  });
});
