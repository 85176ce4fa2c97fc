import { type ChildProcess, spawn } from 'node:child_process';
import { MediaError } from './port.ts';

const KEPT_BYTES = 64 * 1024;

export type Run = {
  signal: AbortSignal;
  timeoutMs: number;
  /** Most bytes of output that are kept for the answer. */
  maxOutput: number;
  onLine?: (line: string) => void;
};

/**
 * Runs programs that are found in `searchPath` to their end, killed where it takes too long, says too much or is called off. It gets
 * no input and nothing of our environment but where programs are.
 *
 * @returns what it wrote to its output.
 * @throws MediaError with the last line that it complained about; the reason of the signal where
 *   that was aborted.
 */
export function createRunner(searchPath: string) {
  const running = new Set<ChildProcess>();

  function run(command: string, args: readonly string[], options: Run): Promise<Buffer> {
    const { signal, timeoutMs, maxOutput, onLine } = options;
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: searchPath, LC_ALL: 'C' },
      });
      running.add(child);
      const output: Buffer[] = [];
      let bytes = 0;
      let rest = '';
      let complaint = '';
      let failure: Error | undefined;
      const stop = (error: Error) => {
        failure ??= error;
        child.kill('SIGKILL');
      };
      const onAbort = () => stop(signal.reason as Error);
      signal.addEventListener('abort', onAbort, { once: true });
      const timer = setTimeout(
        () => stop(new MediaError('Looking at the video took too long; it may be damaged.')),
        timeoutMs,
      );
      child.stdout.on('data', (part: Buffer) => {
        if (onLine) {
          const lines = (rest + part.toString('utf8')).split('\n');
          rest = lines.pop()?.slice(-KEPT_BYTES) ?? '';
          for (const line of lines) onLine(line);
          return;
        }
        bytes += part.length;
        if (bytes > maxOutput) stop(new MediaError('The video describes itself without an end.'));
        else output.push(part);
      });
      child.stderr.on('data', (part: Buffer) => {
        complaint = (complaint + part.toString('utf8')).slice(-KEPT_BYTES);
      });
      child.on('error', (error) => {
        failure ??= error;
      });
      child.on('close', (code) => {
        running.delete(child);
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        if (failure) reject(failure);
        else if (code === 0) resolve(Buffer.concat(output));
        else {
          const last = complaint.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
          reject(new MediaError(`The video cannot be read (${last || `code ${code}`}).`));
        }
      });
    });
  }

  return {
    run,
    killAll(): void {
      for (const child of running) child.kill('SIGKILL');
    },
  };
}
