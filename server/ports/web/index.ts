import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import ipaddr from 'ipaddr.js';
import { Agent, fetch, type Response } from 'undici';
import { AppError } from '../../errors.ts';
import { guardedLookup, isPublicAddress, unreachable } from './addresses.ts';
import { type Fetched, ServerBusy, type Validators, type WebPort } from './port.ts';
import { createRobots, ROBOTS_AGENT, ROBOTS_MAX_BYTES } from './robots.ts';

export { isPublicAddress } from './addresses.ts';
export { type Fetched, ServerBusy, type Validators, type Visit, type WebPort } from './port.ts';

const TIMEOUT_MS = 30_000;
const TOTAL_MS = 10 * 60_000;
const MAX_REDIRECTS = 5;
const USER_AGENT = `${ROBOTS_AGENT}/0.1 (+self-hosted learning platform)`;
const ACCEPT = 'text/html,application/xhtml+xml,application/pdf,text/*;q=0.9,*/*;q=0.5';

function fileNameOf(url: URL, disposition: string | null): string {
  const given = /filename\*?=(?:UTF-8'')?"?([^";]+)"?/i.exec(disposition ?? '')?.[1];
  const last = url.pathname.split('/').findLast((part) => part !== '');
  const name = given ?? last ?? url.hostname;
  try {
    return decodeURIComponent(name).slice(0, 200);
  } catch {
    return name.slice(0, 200);
  }
}

/** Seconds that an answer asks to wait (RFC 9110, 10.2.3); null where it does not. */
function retryAfterOf(value: string | null): number | null {
  if (value === null) return null;
  if (/^\d+$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

function validatorsOf(headers: Response['headers']): Validators {
  const etag = headers.get('etag');
  const at = Date.parse(headers.get('last-modified') ?? '');
  return {
    etag: etag !== null && etag.length <= 1000 ? etag : null,
    lastModified: Number.isNaN(at) ? null : new Date(at),
  };
}

/** robots.txt does not let a page be read, or cannot be asked. */
class NotAllowed extends Error {
  readonly kind: 'refused' | 'rules_unreachable';
  readonly url: string;

  constructor(kind: NotAllowed['kind'], url: string) {
    super(`robots.txt: ${kind}`);
    this.kind = kind;
    this.url = url;
  }
}

/** Fetches pages and files from the web; private networks only where `allowPrivate` is set. */
export function createWebPort({ allowPrivate }: { allowPrivate: boolean }): WebPort {
  const dispatcher = new Agent({
    connect: { timeout: TIMEOUT_MS, ...(allowPrivate ? {} : { lookup: guardedLookup }) },
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });

  /** Follows redirects; `before` is asked for every address on the way and may throw. */
  async function open(
    address: string,
    signal: AbortSignal,
    headers: Record<string, string> = {},
    before: (url: URL) => Promise<void> = async () => {},
  ) {
    let url = new URL(address);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        throw unreachable('Only http and https addresses can be read.');
      }
      const host = url.hostname.replace(/^\[|\]$/g, '');
      if (!allowPrivate && ipaddr.isValid(host) && !isPublicAddress(host)) {
        throw unreachable(`${host} is an address of a private network, which is not read.`);
      }
      await before(url);
      const response = await fetch(url, {
        dispatcher,
        redirect: 'manual',
        signal,
        headers: { accept: ACCEPT, 'user-agent': USER_AGENT, ...headers },
      });
      const location = response.headers.get('location');
      if (response.status >= 300 && response.status < 400 && location) {
        await response.body?.cancel();
        url = new URL(location, url);
        continue;
      }
      return { url, response };
    }
    throw unreachable(`The address redirects more than ${MAX_REDIRECTS} times.`);
  }

  async function readRules(address: string, signal: AbortSignal) {
    try {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
      const { response } = await open(address, limit, { accept: 'text/plain,*/*;q=0.5' });
      let text = '';
      if (response.ok && response.body) {
        const decoder = new TextDecoder();
        for await (const part of response.body) {
          text += decoder.decode(part, { stream: true });
          if (text.length > ROBOTS_MAX_BYTES) break;
        }
      } else await response.body?.cancel();
      return { status: response.status, text };
    } catch (error) {
      // A name of a private network is refused in our own words, not for want of rules.
      const { cause } = error as { cause?: unknown };
      if (signal.aborted || cause instanceof AppError) throw error;
      return null;
    }
  }
  const robots = createRobots(readRules);

  /** Saves the body of an answer. @throws AppError where the answer is none, or too large. */
  async function save(
    response: Response,
    file: string,
    maxBytes: number,
    signal: AbortSignal,
    onProgress?: (bytes: number, total: number | null) => void,
  ): Promise<number> {
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      const detail = `The server answered ${response.status} ${response.statusText}. Check the address, or save the page and add the file.`;
      const wait = retryAfterOf(response.headers.get('retry-after'));
      if (wait !== null && (response.status === 429 || response.status === 503))
        throw new ServerBusy(detail, wait);
      throw unreachable(detail);
    }
    let sizeBytes = 0;
    const total = Number(response.headers.get('content-length')) || null;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        sizeBytes += chunk.length;
        onProgress?.(sizeBytes, total);
        if (sizeBytes > maxBytes) {
          done(
            new AppError(
              'too_large',
              `The file is larger than ${Math.round(maxBytes / 2 ** 20)} MB.`,
            ),
          );
        } else done(null, chunk);
      },
    });
    await pipeline(Readable.fromWeb(response.body as never), meter, createWriteStream(file), {
      signal,
    });
    return sizeBytes;
  }

  const fetchedOf = (url: URL, response: Response, sizeBytes: number): Fetched => ({
    url: url.toString(),
    contentType: response.headers.get('content-type'),
    fileName: fileNameOf(url, response.headers.get('content-disposition')),
    sizeBytes,
  });

  /** What an error of the network means, for the person who gave the address. */
  function explain(error: unknown, signal: AbortSignal): unknown {
    const cause = (error as { cause?: unknown }).cause;
    if (error instanceof AppError || error instanceof NotAllowed) return error;
    if (cause instanceof AppError) return cause;
    if (signal.aborted) return error;
    const reason = cause instanceof Error ? cause.message : (error as Error).message;
    return unreachable(
      `The address could not be read (${reason}). Check it, or save the page and add the file.`,
    );
  }

  return {
    async download(address, file, { maxBytes, signal, timeoutMs = TOTAL_MS, onProgress }) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      try {
        const { url, response } = await open(address, limit);
        return fetchedOf(url, response, await save(response, file, maxBytes, limit, onProgress));
      } catch (error) {
        throw explain(error, signal);
      }
    },

    async revisit(address, file, { validators, maxBytes, signal }) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(TOTAL_MS)]);
      const headers = {
        ...(validators.etag === null ? {} : { 'if-none-match': validators.etag }),
        ...(validators.lastModified === null
          ? {}
          : { 'if-modified-since': validators.lastModified.toUTCString() }),
      };
      try {
        const { url, response } = await open(address, limit, headers, async (hop) => {
          const answer = await robots.mayRead(hop, limit);
          if (answer === 'refused') throw new NotAllowed('refused', hop.toString());
          if (answer === 'unknown') throw new NotAllowed('rules_unreachable', hop.toString());
        });
        if (response.status === 304 && Object.keys(headers).length > 0) {
          await response.body?.cancel();
          return { kind: 'not_modified' };
        }
        const sizeBytes = await save(response, file, maxBytes, limit);
        return {
          kind: 'fetched',
          validators: validatorsOf(response.headers),
          ...fetchedOf(url, response, sizeBytes),
        };
      } catch (error) {
        if (error instanceof NotAllowed) return { kind: error.kind, url: error.url };
        throw explain(error, signal);
      }
    },
  };
}
