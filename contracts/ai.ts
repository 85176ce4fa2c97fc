import { z } from 'zod';
import { defineRoute } from './route.ts';
import { Empty, Id, IdParams, Timestamp } from './shared.ts';

export const AiProvider = z.enum(['openai', 'anthropic', 'google', 'compatible']);
export type AiProvider = z.infer<typeof AiProvider>;

/** What models are asked for; each is served by one slot (server/modules/ai/domain/tasks.ts). */
export const AiTask = z.enum([
  'describe',
  'summarize',
  'concepts',
  'nuggets',
  'flashcards',
  'questions',
  'narrative',
  'tutor',
  'explain',
  'grade',
  'embed',
]);
export type AiTask = z.infer<typeof AiTask>;

/** A choice of model serves a slot: a group of tasks that want the same kind of model. */
export const AiSlot = z.enum([
  'contentGeneration',
  'narrativePlanning',
  'tutoring',
  'metadata',
  'embedding',
]);
export type AiSlot = z.infer<typeof AiSlot>;

const BaseUrl = z
  .url({ protocol: /^https?$/, error: 'Give an address that begins with http:// or https://.' })
  .max(500);
const Name = z.string().trim().min(1).max(100);
const Key = z.string().trim().min(1).max(500);

export const AiConnection = z.object({
  id: Id,
  provider: AiProvider,
  name: z.string(),
  /** Null: the provider's own address. */
  baseUrl: z.string().nullable(),
  hasKey: z.boolean(),
  /** The last four characters; the key itself never leaves the server. */
  keyLast4: z.string().nullable(),
  /** False where the key cannot be read any more (another master key): enter it again. */
  keyReadable: z.boolean(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type AiConnection = z.infer<typeof AiConnection>;

export const listAiConnections = defineRoute({
  method: 'GET',
  path: '/ai/connections',
  summary: 'Model providers that the organization is connected to',
  response: z.object({ items: z.array(AiConnection) }),
});

export const createAiConnection = defineRoute({
  method: 'POST',
  path: '/ai/connections',
  summary: 'Connect a model provider',
  body: z
    .object({
      provider: AiProvider,
      name: Name,
      baseUrl: BaseUrl.nullish(),
      apiKey: Key.nullish(),
    })
    .refine(({ provider, baseUrl }) => provider !== 'compatible' || Boolean(baseUrl), {
      path: ['baseUrl'],
      message: 'An OpenAI-compatible server needs its address, such as http://localhost:11434/v1.',
    })
    .refine(({ provider, apiKey }) => provider === 'compatible' || Boolean(apiKey), {
      path: ['apiKey'],
      message: 'This provider needs a key.',
    }),
  response: AiConnection,
  status: 201,
});

export const updateAiConnection = defineRoute({
  method: 'PATCH',
  path: '/ai/connections/:id',
  summary: 'Rename a connection, or change its address or key (null takes the key away)',
  params: IdParams,
  body: z.object({
    name: Name.optional(),
    baseUrl: BaseUrl.nullish(),
    apiKey: Key.nullish(),
  }),
  response: AiConnection,
});

export const deleteAiConnection = defineRoute({
  method: 'DELETE',
  path: '/ai/connections/:id',
  summary: 'Forget a connection and its key; slots that used it have no model until they get one',
  params: IdParams,
  response: Empty,
});

export const AiConnectionTest = z.object({
  ok: z.boolean(),
  latencyMs: z.number().int(),
  /** Models that the provider lists, by name; empty where it lists none. */
  models: z.array(z.string()),
  /** In plain words what is wrong and what to do; null where all is well. */
  problem: z.string().nullable(),
});
export type AiConnectionTest = z.infer<typeof AiConnectionTest>;

export const testAiConnection = defineRoute({
  method: 'POST',
  path: '/ai/connections/:id/test',
  summary: 'Try a connection: asks the provider for its models and, where one is named, that model',
  params: IdParams,
  body: z.object({ model: z.string().trim().min(1).max(200).optional() }),
  response: AiConnectionTest,
});

/** What a scope says about a slot; null in a field leaves it to the scope above. */
export const AiSlotChoice = z.object({
  connectionId: Id.nullable(),
  model: z.string().trim().min(1).max(200).nullable(),
  temperature: z.number().min(0).max(2).nullable(),
});
export type AiSlotChoice = z.infer<typeof AiSlotChoice>;

const Choices = z.partialRecord(AiSlot, AiSlotChoice);

/** What a slot comes to after learner, organization and program are laid over each other. */
export const AiResolvedSlot = z.object({
  slot: AiSlot,
  tasks: z.array(AiTask),
  connectionId: Id.nullable(),
  provider: AiProvider.nullable(),
  model: z.string(),
  temperature: z.number(),
  /** Where the model's name comes from. */
  from: z.enum(['learner', 'organization', 'system']),
});
export type AiResolvedSlot = z.infer<typeof AiResolvedSlot>;

export const AiConfig = z.object({ choices: Choices, resolved: z.array(AiResolvedSlot) });
export type AiConfig = z.infer<typeof AiConfig>;

export const AiOptions = z.object({
  /** Which engine makes items. */
  engine: z.enum(['builtin', 'llm']),
  /** Whether a stage that fails on the model is done by the built-in engine instead. */
  fallbackToBuiltin: z.boolean(),
  /** Calls of the organization that may run at once, over all servers. */
  concurrency: z.number().int().min(1).max(32),
  /**
   * Whether the requests of a stage go to the provider as a batch, where it has batches: about half
   * the price, answers within a day.
   */
  useBatches: z.boolean(),
});
export type AiOptions = z.infer<typeof AiOptions>;

export const getAiConfig = defineRoute({
  method: 'GET',
  path: '/ai/config',
  summary: 'Models of the organization by slot, and what they come to',
  response: AiConfig.extend({ options: AiOptions }),
});

export const putAiConfig = defineRoute({
  method: 'PUT',
  path: '/ai/config',
  summary: 'Set the models of the organization; slots that are left out go back to the default',
  body: z.object({ choices: Choices, options: AiOptions.partial().optional() }),
  response: AiConfig.extend({ options: AiOptions }),
});

export const getMyAiConfig = defineRoute({
  method: 'GET',
  path: '/ai/config/mine',
  summary: 'Models that the caller chose for themselves, and what they come to',
  response: AiConfig,
});

export const putMyAiConfig = defineRoute({
  method: 'PUT',
  path: '/ai/config/mine',
  summary: 'Choose models for oneself, for tutoring and narrative',
  body: z.object({ choices: Choices }),
  response: AiConfig,
});

/** Millionths of a US dollar for a million tokens. */
const Price = z.number().int().min(0).max(10_000_000_000);
export const AiPrice = z.object({
  model: z.string().trim().min(1).max(200),
  inMicrousd: Price,
  cachedMicrousd: Price,
  outMicrousd: Price,
});
export type AiPrice = z.infer<typeof AiPrice>;

const PriceList = z.object({
  items: z.array(AiPrice.extend({ from: z.enum(['organization', 'default']) })),
  /** Models that were called or chosen and have no price: their calls count as free. */
  withoutPrice: z.array(z.string()),
});

export const listAiPrices = defineRoute({
  method: 'GET',
  path: '/ai/prices',
  summary: 'Prices by model; those of the organization stand over the defaults',
  response: PriceList,
});

export const putAiPrices = defineRoute({
  method: 'PUT',
  path: '/ai/prices',
  summary: "Replace the organization's own prices; a model left out has its default again",
  body: z.object({ items: z.array(AiPrice).max(500) }),
  response: PriceList,
});

const Budget = z.number().int().min(0).max(1_000_000_000_000).nullable();
export const AiBudgets = z.object({
  /** Most that the organization may spend in a month; null: no limit. Calls beyond are refused. */
  monthlyMicrousd: Budget,
  /** Above this a person's month is marked; nothing is refused. */
  userMonthlyMicrousd: Budget,
});
export type AiBudgets = z.infer<typeof AiBudgets>;

export const getAiBudgets = defineRoute({
  method: 'GET',
  path: '/ai/budgets',
  summary: 'Monthly budgets',
  response: AiBudgets,
});

export const putAiBudgets = defineRoute({
  method: 'PUT',
  path: '/ai/budgets',
  summary: 'Set the monthly budgets',
  body: AiBudgets,
  response: AiBudgets,
});

/** Microdollars, months in UTC. */
export const AiState = z.object({
  month: z.iso.date(),
  spentMicrousd: z.number(),
  /** Set aside for calls that are running and for batches at the provider. */
  reservedMicrousd: z.number(),
  running: z.number().int(),
  monthlyMicrousd: z.number().nullable(),
  /** True where a call was refused for the budget and nothing has changed since. */
  paused: z.boolean(),
  /** When spending starts from zero again. */
  resumesAt: Timestamp,
  peopleOverBudget: z.array(z.object({ userId: Id, name: z.string(), spentMicrousd: z.number() })),
});
export type AiState = z.infer<typeof AiState>;

export const getAiState = defineRoute({
  method: 'GET',
  path: '/ai/state',
  summary: 'What the month has cost so far and whether calls are paused',
  response: AiState,
});

const Totals = z.object({
  requests: z.number().int(),
  failed: z.number().int(),
  tokensIn: z.number(),
  tokensCached: z.number(),
  tokensOut: z.number(),
  costMicrousd: z.number(),
  averageLatencyMs: z.number(),
});

export const getAiUsage = defineRoute({
  method: 'GET',
  path: '/ai/usage',
  summary: 'Calls, tokens and cost by day, task, model or person',
  query: z.object({
    from: z.iso.date(),
    /** Included. */
    to: z.iso.date(),
    by: z.enum(['day', 'task', 'model', 'person']).default('day'),
  }),
  response: z.object({
    /** `key`: the date, task, model or id of the person; `label`: as a person reads it. */
    items: z.array(Totals.extend({ key: z.string().nullable(), label: z.string().nullable() })),
    total: Totals,
  }),
});
export type AiUsageReport = z.infer<typeof getAiUsage.response>;

export const getMonthlyAiUsage = defineRoute({
  method: 'GET',
  path: '/ai/usage/monthly',
  summary: 'The last six months by task, newest first',
  response: z.object({
    items: z.array(Totals.extend({ month: z.iso.date(), task: z.string() })),
  }),
});
export type AiMonthlyUsage = z.infer<typeof getMonthlyAiUsage.response>;
