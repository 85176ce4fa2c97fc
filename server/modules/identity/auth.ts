import { hash, verify } from '@node-rs/argon2';
import { betterAuth } from 'better-auth';
import type { Deps } from '../../deps.ts';
import { newId } from '../../ids.ts';

const TIMESTAMPS = { createdAt: 'created_at', updatedAt: 'updated_at' };
const SESSION_DAYS = 30;

/** Argon2id with the parameters that OWASP names as the minimum (19 MiB, 2 passes, 1 lane). */
export function hashPassword(password: string): Promise<string> {
  return hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

/** Sessions and passwords by Better Auth on our own tables. People are made by our own services. */
export function createAuth({
  config,
  database,
  secret,
}: Pick<Deps, 'config' | 'database' | 'secret'>) {
  return betterAuth({
    appName: 'Lectern',
    baseURL: config.publicUrl ?? `http://localhost:${config.port}`,
    secret,
    database: { db: database.kysely, type: 'postgres' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      password: {
        hash: hashPassword,
        verify: ({ hash: stored, password }) => verify(stored, password),
      },
    },
    user: {
      modelName: 'users',
      fields: { emailVerified: 'email_verified', ...TIMESTAMPS },
      additionalFields: {
        isActive: { type: 'boolean', fieldName: 'is_active', input: false, required: false },
      },
    },
    session: {
      modelName: 'auth_sessions',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...TIMESTAMPS,
      },
      additionalFields: {
        activeOrganizationId: {
          type: 'string',
          fieldName: 'active_organization_id',
          input: false,
          required: false,
        },
      },
      expiresIn: SESSION_DAYS * 86_400,
      updateAge: 86_400,
    },
    account: {
      modelName: 'auth_accounts',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        idToken: 'id_token',
        ...TIMESTAMPS,
      },
    },
    verification: {
      modelName: 'auth_verifications',
      fields: { expiresAt: 'expires_at', ...TIMESTAMPS },
    },
    advanced: {
      cookiePrefix: 'lectern',
      useSecureCookies: config.publicUrl?.startsWith('https:') ?? false,
      database: { generateId: newId },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

export type Auth = ReturnType<typeof createAuth>;
