import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Festival's clearest free English voice (Debian: `festival`, `festvox-us-slt-hts`). */
const VOICE = '(voice_cmu_us_slt_arctic_hts)';
export const SAMPLE_RATE = 32_000;

/** What one sentence sounds like: mono samples of 16 bits, without silence before and after. */
export type Speech = Int16Array;

function samplesOf(wav: Buffer): Speech {
  const start = wav.indexOf('data') + 8;
  const bytes = wav.subarray(start, start + wav.readUInt32LE(start - 4));
  return new Int16Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~1)),
  );
}

function trimmed(samples: Speech): Speech {
  const loud = (value: number) => Math.abs(value) > 250;
  const first = samples.findIndex(loud);
  const last = samples.findLastIndex(loud);
  const margin = SAMPLE_RATE * 0.04;
  return samples.subarray(Math.max(0, first - margin), Math.min(samples.length, last + 2 * margin));
}

/** Speaks one sentence; what was spoken before is kept in `folder`. */
export async function speak(text: string, folder: string): Promise<Speech> {
  const name = createHash('sha256')
    .update(VOICE + text)
    .digest('hex')
    .slice(0, 16);
  const wav = path.join(folder, `${name}.wav`);
  if (!existsSync(wav)) {
    const script = path.join(folder, `${name}.txt`);
    await writeFile(script, text);
    await run('text2wave', ['-eval', VOICE, '-F', String(SAMPLE_RATE), '-o', wav, script]);
  }
  return trimmed(samplesOf(await readFile(wav)));
}

/** One WAV file of `seconds` with each piece of speech at its start. */
export function soundtrack(
  pieces: readonly { start: number; speech: Speech }[],
  seconds: number,
): Buffer {
  const all = new Int16Array(Math.ceil(seconds * SAMPLE_RATE));
  for (const { start, speech } of pieces) all.set(speech, Math.round(start * SAMPLE_RATE));
  const data = Buffer.from(all.buffer);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(SAMPLE_RATE, 24);
  head.writeUInt32LE(SAMPLE_RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
