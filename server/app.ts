import path from 'node:path';
import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import { MAX_UPLOAD_BYTES, MAX_UPLOAD_FILES } from '../contracts/ingestion.ts';
import type { Deps, Module } from './deps.ts';
import { AppError } from './errors.ts';
import { registerHealth } from './http/health.ts';
import { createIdempotency } from './http/idempotency.ts';
import { openApiDocument } from './http/openapi.ts';
import { sendProblem } from './http/problems.ts';
import { registerRoutes } from './http/register.ts';
import type { Route } from './http/route.ts';
import { newId } from './ids.ts';
import { identityModule } from './modules/identity/index.ts';
import { MODULES } from './modules.ts';

const VERSION = '0.1.0';
const MAX_JSON_BYTES = 12 * 1024 * 1024;

export type AppOptions = {
  /** Folder with the built web app; null serves the API alone. */
  webRoot: string | null;
  checkResponses: boolean;
  /** Other modules than those of the platform, in tests. */
  modules?: readonly ((deps: Deps) => Module)[] | undefined;
};

export type App = {
  server: FastifyInstance;
  modules: readonly Module[];
  close(): Promise<void>;
};

/** Answers are private and change; the web app's hashed assets never do. */
function cacheControl(file: string): string {
  return file.includes(`${path.sep}assets${path.sep}`)
    ? 'public, max-age=31536000, immutable'
    : 'no-cache';
}

/** A write that a browser sends must come from our own pages. */
function refuseForeignOrigin(server: FastifyInstance): void {
  server.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    const { origin } = request.headers;
    if (origin === undefined) return;
    if (!URL.canParse(origin) || new URL(origin).host !== request.host) {
      throw new AppError('wrong_origin', 'Open Lectern itself and try again there.');
    }
  });
}

async function serveWeb(server: FastifyInstance, webRoot: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: webRoot,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, file) => void reply.header('cache-control', cacheControl(file)),
  });
  // Addresses of pages belong to the app in the browser; unknown API paths and assets do not. What
  // asks for HTML is a page: the ending says nothing, since the token of an invitation has dots.
  server.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' &&
      !/^\/(?:api|assets)\//.test(request.url) &&
      request.headers.accept?.includes('text/html') === true;
    if (isPage) return reply.sendFile('index.html');
    return sendProblem(
      new AppError('not_found', `Nothing answers ${request.method} ${request.url}.`),
      request,
      reply,
    );
  });
}

/** The whole platform as an HTTP server that does not listen yet. Reads no environment. */
export async function buildApp(
  deps: Deps,
  { webRoot, checkResponses, modules: makers = MODULES }: AppOptions,
): Promise<App> {
  const server = fastify({
    logger: { level: deps.config.logLevel, stream: process.stderr },
    genReqId: newId,
    trustProxy: deps.config.trustProxy,
    bodyLimit: MAX_JSON_BYTES,
    // Invitation links carry two ids and a secret.
    routerOptions: { maxParamLength: 300 },
    logController: new LogController({ disableRequestLogging: true }),
  });
  server.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  await server.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        // The length of a video is read from the file before it is uploaded.
        mediaSrc: ["'self'", 'blob:'],
        scriptSrc: ["'self'"],
        // Lectern is served over plain http on a local machine, too.
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: deps.config.publicUrl?.startsWith('https:') ?? false,
  });
  await server.register(fastifyMultipart, {
    limits: {
      fileSize: MAX_UPLOAD_BYTES,
      files: MAX_UPLOAD_FILES,
      fields: 20,
      parts: MAX_UPLOAD_FILES + 20,
    },
  });
  server.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store');
    reply.header('x-request-id', request.id);
  });
  refuseForeignOrigin(server);

  const identity = identityModule(deps);
  const modules: Module[] = [identity, ...makers.map((module) => module(deps))];
  const routes: Route[] = modules.flatMap((module) => [...module.routes]);
  const description = openApiDocument(routes, VERSION);
  await server.register(fastifySwagger, {
    mode: 'static',
    specification: { document: description as never },
  });
  await server.register(fastifySwaggerUi, { routePrefix: '/api/docs' });
  server.get('/api/openapi.json', async () => description);
  registerRoutes(server, routes, {
    authenticate: identity.authenticate,
    idempotency: createIdempotency(deps.database),
    checkResponses,
  });
  for (const module of modules) module.mount?.(server, identity.authenticate);
  registerHealth(server, deps.database);
  if (webRoot) await serveWeb(server, webRoot);
  else {
    server.setNotFoundHandler((request, reply) =>
      sendProblem(
        new AppError('not_found', `Nothing answers ${request.method} ${request.url}.`),
        request,
        reply,
      ),
    );
  }
  return {
    server,
    modules,
    async close() {
      // Streams first: a server does not close while one of its answers goes on.
      for (const module of modules) await module.close?.();
      await server.close();
    },
  };
}
