import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import ipaddr from 'ipaddr.js';
import { AppError } from '../../errors.ts';

/** True for addresses of the public internet alone: not loopback, private, link-local, metadata. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
}

export const unreachable = (detail: string) => new AppError('source_unreachable', detail);

/**
 * Resolves a name and refuses private addresses at the moment of connecting, so that a name that
 * answers differently the second time (DNS rebinding) gains nothing.
 */
export function guardedLookup(
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
