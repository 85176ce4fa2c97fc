import { getWelcome, startDemo } from '../../contracts/identity.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../errors.ts';

const POLL_MS = 500;

export const demo: Command = {
  name: 'demo',
  usage: '',
  what: 'Build the demonstration organization',
  options: {},
  async run({ output, client }) {
    const connected = await client();
    let state = await connected.call(startDemo);
    while (state.status === 'building') {
      output.progress('Building the demo', state.progress);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      ({ demo: state } = await connected.call(getWelcome));
    }
    if (state.status !== 'ready')
      throw new CommandError(state.error ?? 'The demo could not be built.');
    const accounts = ['admin@example.com', 'teacher@example.com', 'student@example.com'];
    if (output.json) output.record({ status: state.status, accounts, password: 'Demo123!' });
    output.line(`The demo is ready. Sign in as ${accounts.join(', ')} with the password Demo123!`);
    return 0;
  },
};
