import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CueError,
  chaptersVtt,
  formatTime,
  type KeptCue,
  readCues,
  toTranscript,
  writeVtt,
} from './cues.ts';

const VTT = `WEBVTT - a talk
Kind: captions

STYLE
::cue { color: red }

NOTE checked

intro
00:01.000 --> 00:04.500 align:start onclick:x
<v Ada>Hello & <b>welcome</b> <script>x</script>

00:00:05.000 --> 00:00:06.000
Two
lines
`;

const SRT = `1\r\n00:00:05,000 --> 00:00:06,5\r\n{\\an8}<font color="red">Later</font>\r\n\r\n2\r\n00:00:01,000 --> 00:00:02,000\r\nFirst\r\n`;

describe('captions', () => {
  it('are kept as WebVTT with its own marks and nothing else', () => {
    expect(writeVtt(readCues(VTT))).toBe(
      [
        'WEBVTT',
        '00:00:01.000 --> 00:00:04.500 align:start\n<v Ada>Hello &amp; <b>welcome</b> &lt;script&gt;x&lt;/script&gt;',
        '00:00:05.000 --> 00:00:06.000\nTwo\nlines\n',
      ].join('\n\n'),
    );
  });

  it('are converted from SubRip and put in order', () => {
    expect(writeVtt(readCues(SRT))).toBe(
      'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nFirst\n\n00:00:05.000 --> 00:00:06.500\nLater\n',
    );
  });

  it('are read back as they were written', () => {
    const cue = fc
      .record({
        startMs: fc.nat(7_200_000),
        length: fc.integer({ min: 1, max: 20_000 }),
        text: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
      })
      .map(
        ({ startMs, length, text }) =>
          `${formatTime(startMs)} --> ${formatTime(startMs + length)}\n${text}`,
      );
    fc.assert(
      fc.property(fc.array(cue, { minLength: 1, maxLength: 10 }), (blocks) => {
        let cues: KeptCue[];
        try {
          cues = readCues(blocks.join('\n\n'));
        } catch (error) {
          expect(error).toBeInstanceOf(CueError);
          return;
        }
        expect(readCues(writeVtt(cues))).toEqual(cues);
      }),
    );
  });

  it('are shown beside the video as plain text, with who speaks', () => {
    expect(toTranscript(readCues(VTT))).toEqual([
      { start: 1, end: 4.5, speaker: 'Ada', text: 'Hello & welcome <script>x</script>' },
      { start: 5, end: 6, speaker: null, text: 'Two\nlines' },
    ]);
  });

  it.each([
    ['', 'has no captions'],
    ['Just a text.', 'has no captions'],
    ['WEBVTT\n\n00:04.000 --> 00:01.000\nx', 'line 3 ends before it begins'],
    ['WEBVTT\n\nsoon --> later\nx', 'Line 3 is no time'],
  ])('%j are refused with the place of the fault', (text, message) => {
    expect(() => readCues(text)).toThrow(message);
  });
});

it('writes chapters that follow on each other', () => {
  const chapters = [
    { atSeconds: 0, title: 'Begin' },
    { atSeconds: 61.5, title: 'A <b> --> C' },
  ];
  expect(chaptersVtt(chapters, 120)).toBe(
    'WEBVTT\n\n00:00:00.000 --> 00:01:01.500\nBegin\n\n00:01:01.500 --> 00:02:00.000\nA &lt;b&gt; --&gt; C\n',
  );
});
