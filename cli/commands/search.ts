import { search as contract } from '../../contracts/search.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../errors.ts';

export const search: Command = {
  name: 'search',
  usage: 'QUERY…',
  what: 'Find passages and items by words and by meaning',
  options: {},
  async run({ args, output, client }) {
    const q = args.join(' ').trim();
    if (q === '') throw new UsageError('search takes what to look for.');
    const connected = await client();
    const { hits } = await connected.call(contract, { query: { q } });
    for (const hit of hits) {
      if (output.json) output.record(hit);
      else {
        const place =
          hit.page === null ? hit.materialTitle : `${hit.materialTitle}, page ${hit.page}`;
        output.line(
          `${hit.title}\n  ${hit.kind} · ${place}\n  ${hit.snippet.replace(/\s+/g, ' ')}\n`,
        );
      }
    }
    if (hits.length === 0) output.note('Nothing was found.');
    return 0;
  },
};
