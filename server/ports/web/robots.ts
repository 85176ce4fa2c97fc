import robotsParser from 'robots-parser';

/** The product token by which robots.txt may name this program. */
export const ROBOTS_AGENT = 'Lectern';

/** RFC 9309 asks for at least 500 KiB; what comes after is not read. */
export const ROBOTS_MAX_BYTES = 512 * 1024;

// The package says that it has a default export; it is the function itself.
const parseRules = robotsParser as unknown as (
  url: string,
  text: string,
) => { isAllowed(url: string, agent: string): boolean | undefined };

const TTL_MS = 60 * 60_000;
const UNREACHABLE_TTL_MS = 5 * 60_000;
const MAX_SITES = 500;

/** `unknown`: the rules cannot be reached, so that nothing may be read for now. */
export type RobotsAnswer = 'allowed' | 'refused' | 'unknown';

/** What a site answers for its robots.txt; null where nobody answers. */
export type RobotsFetch = (
  url: string,
  signal: AbortSignal,
) => Promise<{ status: number; text: string } | null>;

type Rules = { allows(url: string): boolean } | null;

/**
 * Asks sites for their robots.txt and remembers it for an hour (RFC 9309): where there is none
 * (4xx) all may be read; where the site fails (5xx, no answer) nothing may, unless rules from
 * before are remembered.
 */
export function createRobots(fetchRules: RobotsFetch, now: () => number = Date.now) {
  const sites = new Map<string, { rules: Rules; expires: number }>();

  async function rulesOf(origin: string, signal: AbortSignal): Promise<Rules> {
    const known = sites.get(origin);
    if (known && known.expires > now()) return known.rules;
    const url = `${origin}/robots.txt`;
    const answer = await fetchRules(url, signal);
    let rules: Rules;
    let ttl = TTL_MS;
    if (answer !== null && answer.status >= 200 && answer.status < 300) {
      const parsed = parseRules(url, answer.text);
      rules = { allows: (page) => parsed.isAllowed(page, ROBOTS_AGENT) !== false };
    } else if (answer !== null && answer.status >= 400 && answer.status < 500) {
      rules = { allows: () => true };
    } else {
      rules = known?.rules ?? null;
      ttl = UNREACHABLE_TTL_MS;
    }
    sites.delete(origin);
    sites.set(origin, { rules, expires: now() + ttl });
    const oldest = sites.keys().next();
    if (sites.size > MAX_SITES && !oldest.done) sites.delete(oldest.value);
    return rules;
  }

  return {
    async mayRead(page: URL, signal: AbortSignal): Promise<RobotsAnswer> {
      const rules = await rulesOf(page.origin, signal);
      if (rules === null) return 'unknown';
      return rules.allows(page.toString()) ? 'allowed' : 'refused';
    },
  };
}
