import {
  operatorAddUser,
  operatorCreateOrganization,
  operatorListOrganizations,
  operatorSetPassword,
} from '../../contracts/operator.ts';
import { listMembers, MemberRole } from '../../contracts/tenancy.ts';
import type { Client } from '../client.ts';
import { type Command, type Invocation, type Options, text } from '../command.ts';
import { CommandError, UsageError } from '../errors.ts';

/** A password that was typed into the environment of the command stays out of the process list. */
function passwordOf(options: Options): string {
  const password = text(options, 'password') ?? process.env.LECTERN_PASSWORD;
  if (password === undefined) {
    throw new UsageError(
      'Give the password with --password, or in LECTERN_PASSWORD to keep it out of the process list.',
    );
  }
  return password;
}

function required(options: Options, name: string): string {
  const value = text(options, name);
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
}

async function organizationOf(
  connected: Client,
  wanted: string | undefined,
): Promise<{ id: string; name: string }> {
  const { organizations } = await connected.call(operatorListOrganizations);
  const found =
    wanted === undefined && organizations.length === 1
      ? organizations[0]
      : organizations.find(({ id, name }) => id === wanted || name === wanted);
  if (!found) {
    throw new CommandError(
      organizations.length === 0
        ? 'There is no organization yet; "org create" makes one.'
        : `Say which organization is meant (--org NAME): ${organizations.map(({ name }) => name).join(', ')}.`,
    );
  }
  return found;
}

async function listUsers({ output, client }: Invocation): Promise<number> {
  const connected = await client();
  let cursor: string | undefined;
  do {
    const page = await connected.call(listMembers, {
      query: { limit: 100, ...(cursor ? { cursor } : {}) },
    });
    for (const member of page.items) {
      if (output.json) output.record(member);
      else
        output.line(
          `${member.email}  ${member.role}${member.isActive ? '' : ' (locked)'}  ${member.name}`,
        );
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return 0;
}

async function addUser({ args: [, email], options, output, client }: Invocation): Promise<number> {
  if (email === undefined) throw new UsageError('user add takes an e-mail address.');
  const role = MemberRole.safeParse(text(options, 'role') ?? 'learner');
  if (!role.success) throw new UsageError('--role takes admin, instructor or learner.');
  const body = {
    email,
    role: role.data,
    name: required(options, 'name'),
    password: passwordOf(options),
  };
  const connected = await client();
  const organization = await organizationOf(connected, text(options, 'org'));
  const made = await connected.call(operatorAddUser, {
    body: { ...body, organizationId: organization.id },
  });
  if (output.json) output.record(made);
  output.line(
    `${email} is ${body.role} of ${organization.name}${made.created ? '' : '; the account keeps its password'}.`,
  );
  return 0;
}

async function setPassword({
  args: [, email],
  options,
  output,
  client,
}: Invocation): Promise<number> {
  if (email === undefined) throw new UsageError('user password takes an e-mail address.');
  const password = passwordOf(options);
  const made = await (await client()).call(operatorSetPassword, { body: { email, password } });
  if (output.json) output.record(made);
  output.line(`${email} has a new password and is signed out everywhere.`);
  return 0;
}

export const user: Command = {
  name: 'user',
  usage: 'list | add EMAIL | password EMAIL',
  what: 'List people, add one, set a password',
  options: {
    name: { value: true, what: 'full name (add)' },
    role: { value: true, what: 'admin, instructor or learner (add; default learner)' },
    password: { value: true, what: 'password; or set LECTERN_PASSWORD' },
  },
  async run(invocation) {
    switch (invocation.args[0]) {
      case 'list':
        return listUsers(invocation);
      case 'add':
        return addUser(invocation);
      case 'password':
        return setPassword(invocation);
      default:
        throw new UsageError('user takes list, add EMAIL or password EMAIL.');
    }
  },
};

export const org: Command = {
  name: 'org',
  usage: 'list | create NAME',
  what: 'List organizations, create one with its first administrator',
  options: {
    name: { value: true, what: 'full name of the administrator (create)' },
    email: { value: true, what: 'e-mail of the administrator (create)' },
    password: { value: true, what: 'password; or set LECTERN_PASSWORD' },
  },
  async run({ args: [what, organizationName], options, output, client }) {
    if (what === 'list') {
      const { organizations } = await (await client()).call(operatorListOrganizations);
      for (const organization of organizations) {
        if (output.json) output.record(organization);
        else
          output.line(
            `${organization.id}  ${organization.name}${organization.isDemo ? ' (demo)' : ''}`,
          );
      }
      return 0;
    }
    if (what !== 'create' || organizationName === undefined)
      throw new UsageError('org takes list or create NAME.');
    const body = {
      organizationName,
      name: required(options, 'name'),
      email: required(options, 'email'),
      password: passwordOf(options),
    };
    const made = await (await client()).call(operatorCreateOrganization, { body });
    if (output.json) output.record(made);
    output.line(`${made.name} is there (${made.id}); ${body.email} is its administrator.`);
    return 0;
  },
};
