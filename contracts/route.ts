import type { z } from 'zod';

/**
 * The declaration of one HTTP operation, shared by server, web and CLI. The path stands below
 * `/api/v1` and names its parameters with a colon.
 */
export type RouteContract = {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  path: `/${string}`;
  /** One line for the API documentation. */
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  response: z.ZodType;
  /** Success status; 200 where it is not given. */
  status?: 200 | 201 | 202 | 204;
};

export function defineRoute<const R extends RouteContract>(route: R): R {
  return route;
}

export const API_BASE = '/api/v1';

/**
 * The address of an operation, from the root of its server.
 *
 * @throws Error where a parameter of the path is missing.
 */
export function urlOf(
  contract: Pick<RouteContract, 'path'>,
  params?: Record<string, unknown>,
  query?: Record<string, unknown>,
): string {
  const path = contract.path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params?.[name];
    if (value === undefined) throw new Error(`${contract.path} needs the parameter ${name}`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  return `${API_BASE}${path}${search.size > 0 ? `?${search}` : ''}`;
}

export type ParamsOf<R extends RouteContract> = R extends { params: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;
export type QueryOf<R extends RouteContract> = R extends { query: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;
export type QueryInputOf<R extends RouteContract> = R extends { query: infer S extends z.ZodType }
  ? z.input<S>
  : undefined;
export type BodyOf<R extends RouteContract> = R extends { body: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;
export type BodyInputOf<R extends RouteContract> = R extends { body: infer S extends z.ZodType }
  ? z.input<S>
  : undefined;
export type ResponseOf<R extends RouteContract> = z.output<R['response']>;
