import { OrganizationSettings } from '../../../../contracts/tenancy.ts';

export const DEFAULT_SETTINGS: OrganizationSettings = {
  reviewPolicy: 'review_all',
  minimumQuality: 0.7,
  sessionMinutes: 10,
};

/** Keys under which the settings are stored. */
export const SETTING_KEYS = {
  reviewPolicy: 'review.policy',
  minimumQuality: 'review.minimumQuality',
  sessionMinutes: 'study.sessionMinutes',
} as const satisfies Record<keyof OrganizationSettings, string>;

/**
 * Stored values, nearest scope first, over the defaults. A value that no longer fits its schema
 * gives way to the next one.
 */
export function resolveSettings(
  scopes: readonly ReadonlyMap<string, unknown>[],
): OrganizationSettings {
  const resolved: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  for (const [name, key] of Object.entries(SETTING_KEYS)) {
    const schema = OrganizationSettings.shape[name as keyof OrganizationSettings];
    for (const scope of scopes) {
      if (!scope.has(key)) continue;
      const parsed = schema.safeParse(scope.get(key));
      if (!parsed.success) continue;
      resolved[name] = parsed.data;
      break;
    }
  }
  return OrganizationSettings.parse(resolved);
}
