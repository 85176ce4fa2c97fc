import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import ipaddr from 'ipaddr.js';
import { Agent, fetch } from 'undici';
import { AppError } from '../../errors.ts';

const TIMEOUT_MS = 30_000;
const TOTAL_MS = 10 * 60_000;
const MAX_REDIRECTS = 5;
const ACCEPT = 'text/html,application/xhtml+xml,application/pdf,text/*;q=0.9,*/*;q=0.5';

export type Fetched = {
  url: string;
  contentType: string | null;
  fileName: string;
  sizeBytes: number;
};

export type WebPort = {
  /**
   * Saves what an address answers to a file.
   *
   * @throws AppError `source_unreachable` or `too_large`, in words for the person who gave the URL.
   */
  download(
    url: string,
    file: string,
    options: { maxBytes: number; signal: AbortSignal },
  ): Promise<Fetched>;
};

/** True for addresses of the public internet alone: not loopback, private, link-local, metadata. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
}

const unreachable = (detail: string) => new AppError('source_unreachable', detail);

/**
 * Resolves a name and refuses private addresses at the moment of connecting, so that a name that
 * answers differently the second time (DNS rebinding) gains nothing.
 */
function guardedLookup(
  hostname: string,
  options: LookupOptions,
  callback: (error: Error | null, address: string | LookupAddress[], family?: number) => void,
): void {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const allowed = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = allowed;
    if (!first) {
      return callback(
        unreachable(`${hostname} is an address of a private network, which is not read.`),
        [],
      );
    }
    if (options.all) return callback(null, allowed);
    callback(null, first.address, first.family);
  });
}

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

/** Fetches pages and files from the web; private networks only where `allowPrivate` is set. */
export function createWebPort({ allowPrivate }: { allowPrivate: boolean }): WebPort {
  const dispatcher = new Agent({
    connect: { timeout: TIMEOUT_MS, ...(allowPrivate ? {} : { lookup: guardedLookup }) },
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });

  async function open(address: string, signal: AbortSignal) {
    let url = new URL(address);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        throw unreachable('Only http and https addresses can be read.');
      }
      const host = url.hostname.replace(/^\[|\]$/g, '');
      if (!allowPrivate && ipaddr.isValid(host) && !isPublicAddress(host)) {
        throw unreachable(`${host} is an address of a private network, which is not read.`);
      }
      const response = await fetch(url, {
        dispatcher,
        redirect: 'manual',
        signal,
        headers: { accept: ACCEPT, 'user-agent': 'Lectern/0.1 (+self-hosted learning platform)' },
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

  return {
    async download(address, file, { maxBytes, signal }) {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(TOTAL_MS)]);
      try {
        const { url, response } = await open(address, limit);
        if (!response.ok || !response.body) {
          await response.body?.cancel();
          throw unreachable(
            `The server answered ${response.status} ${response.statusText}. Check the address, or save the page and add the file.`,
          );
        }
        let sizeBytes = 0;
        const meter = new Transform({
          transform(chunk: Buffer, _encoding, done) {
            sizeBytes += chunk.length;
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
          signal: limit,
        });
        return {
          url: url.toString(),
          contentType: response.headers.get('content-type'),
          fileName: fileNameOf(url, response.headers.get('content-disposition')),
          sizeBytes,
        };
      } catch (error) {
        const cause = (error as { cause?: unknown }).cause;
        if (error instanceof AppError) throw error;
        if (cause instanceof AppError) throw cause;
        if (signal.aborted) throw error;
        const reason = cause instanceof Error ? cause.message : (error as Error).message;
        throw unreachable(
          `The address could not be read (${reason}). Check it, or save the page and add the file.`,
        );
      }
    },
  };
}
