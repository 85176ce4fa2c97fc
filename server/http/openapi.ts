import { z } from 'zod';
import { API_BASE } from '../../contracts/route.ts';
import { Problem } from '../../contracts/shared.ts';
import type { Route } from './route.ts';

type JsonObject = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query'): JsonObject[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: value,
  }));
}

/** The OpenAPI 3.1 description of the routes, made from the schemas that check them. */
export function openApiDocument(routes: readonly Route[], version: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const { contract, permission } of routes) {
    const url = `${API_BASE}${contract.path.replace(/:(\w+)/g, '{$1}')}`;
    const operation: JsonObject = {
      summary: contract.summary,
      operationId: `${contract.method.toLowerCase()}${contract.path.replace(/[/:-]+(\w)/g, (_, c: string) => c.toUpperCase())}`,
      tags: [contract.path.split('/')[1] ?? 'api'],
      description:
        permission === 'public' ? 'Needs no session.' : `Needs the permission \`${permission}\`.`,
      parameters: [...parameters(contract.params, 'path'), ...parameters(contract.query, 'query')],
      responses: {
        [contract.status ?? 200]: {
          description: 'Done.',
          content: { 'application/json': { schema: schemaOf(contract.response, 'output') } },
        },
        default: {
          description: 'Problem details (RFC 9457).',
          content: {
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          },
        },
      },
      security: permission === 'public' ? [] : [{ session: [] }],
    };
    if (contract.body) {
      operation.requestBody = {
        required: true,
        content: { 'application/json': { schema: schemaOf(contract.body, 'input') } },
      };
    }
    paths[url] = { ...paths[url], [contract.method.toLowerCase()]: operation };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lectern',
      version,
      description: 'Everything that the web app does, it does through this API.',
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'lectern.session_token' },
      },
    },
  };
}
