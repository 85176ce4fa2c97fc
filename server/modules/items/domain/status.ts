import type { OrganizationSettings } from '../../../../contracts/tenancy.ts';

type Policy = Pick<OrganizationSettings, 'reviewPolicy' | 'minimumQuality'>;

/** Whether a new item waits for a person or is published at once. A failed lint always waits. */
export function statusByPolicy(
  policy: Policy,
  draft: { lints: readonly string[]; quality: number },
): 'in_review' | 'approved' {
  if (draft.lints.length > 0) return 'in_review';
  switch (policy.reviewPolicy) {
    case 'review_all':
      return 'in_review';
    case 'review_flagged':
      return draft.quality >= policy.minimumQuality ? 'approved' : 'in_review';
    case 'publish_all':
      return 'approved';
  }
}
