import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** One server and one story: what one journey makes, the next one uses. */
class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const numberOf = ({ moduleId }: TestSpecification) =>
      Number.parseInt(path.basename(moduleId), 10);
    return files.toSorted((a, b) => numberOf(a) - numberOf(b));
  }
}

export default defineConfig({
  test: {
    include: ['e2e/journeys/*.e2e.ts'],
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    sequence: { sequencer: InOrder },
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
