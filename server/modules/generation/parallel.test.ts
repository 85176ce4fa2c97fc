import { expect, it } from 'vitest';
import { inParallel } from './parallel.ts';

const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

it('has no more under way than it may, and does all', async () => {
  let now = 0;
  let most = 0;
  const done: number[] = [];
  await inParallel([1, 2, 3, 4, 5, 6, 7], 3, async (one) => {
    now += 1;
    most = Math.max(most, now);
    await tick();
    now -= 1;
    done.push(one);
  });
  expect([most, done.sort()]).toEqual([3, [1, 2, 3, 4, 5, 6, 7]]);
});

it('begins nothing after a failure and waits for what is under way', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const work = inParallel([1, 2, 3, 4], 2, async (one) => {
    begun.push(one);
    if (one === 1) throw new Error('the first');
    await tick();
    ended.push(one);
  });
  await expect(work).rejects.toThrow('the first');
  expect([begun, ended]).toEqual([[1, 2], [2]]);
});

it('has nothing to do for nothing', async () => {
  await expect(inParallel([], 4, () => Promise.reject(new Error('x')))).resolves.toBeUndefined();
});
