import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import ipaddr from 'ipaddr.js';
import { Agent, fetch as undiciFetch } from 'undici';
import { AppError } from '../../errors.ts';

/** Metadata services of clouds that have an address of a private range. */
const METADATA = new Set(['100.100.100.200', '168.63.129.16', '192.0.0.192', 'fd00:ec2::254']);

/**
 * Whether a model may be called there. Link-local and metadata addresses, where clouds hand out
 * their own credentials, never; private ones and this machine where the operator allows it.
 */
export function mayCall(address: string, allowPrivate: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (METADATA.has(parsed.toString())) return false;
  const range = parsed.range();
  if (range === 'unicast') return true;
  return allowPrivate && ['private', 'loopback', 'uniqueLocal', 'carrierGradeNat'].includes(range);
}

const refusal = (host: string) =>
  new AppError(
    'invalid_request',
    `${host} is an address that may not be called. For a model server in a private network, whoever runs Lectern sets LECTERN_AI_PRIVATE=yes; link-local addresses are always refused.`,
  );

/**
 * A form as bytes. The forms of Node and those of the package are classes of their own, and
 * `fetch` of the one writes those of the other as “[object FormData]”.
 */
async function encodeForm(init: RequestInit | undefined): Promise<RequestInit | undefined> {
  if (!(init?.body instanceof FormData)) return init;
  const encoded = new Response(init.body);
  const headers = new Headers(init.headers);
  headers.set('content-type', encoded.headers.get('content-type') ?? '');
  return {
    ...init,
    headers: Object.fromEntries(headers.entries()),
    body: await encoded.arrayBuffer(),
  };
}

/** `fetch` that looks at the address at the moment of connecting and follows no redirect with a key. */
export function createGuardedFetch({ allowPrivate }: { allowPrivate: boolean }): typeof fetch {
  const dispatcher = new Agent({
    // The model may think long before the first byte; the caller's signal ends the wait.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: 15_000,
      lookup(
        hostname: string,
        options: LookupOptions,
        callback: (e: Error | null, address: string | LookupAddress[], family?: number) => void,
      ) {
        dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
          if (error) return callback(error, []);
          const allowed = addresses.filter(({ address }) => mayCall(address, allowPrivate));
          const [first] = allowed;
          if (!first) return callback(refusal(hostname), []);
          if (options.all) return callback(null, allowed);
          callback(null, first.address, first.family);
        });
      },
    },
  });
  return (async (input: string | URL, init?: RequestInit) => {
    const url = new URL(String(input));
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // A literal address is never looked up.
    if (ipaddr.isValid(host) && !mayCall(host, allowPrivate)) throw refusal(host);
    const sent = (await encodeForm(init)) as object;
    return undiciFetch(url, { ...sent, dispatcher, redirect: 'error' });
  }) as unknown as typeof fetch;
}
