import { expect, it } from 'vitest';
import { WatchLog } from './watch-log.ts';

const played = (...seconds: number[]) => {
  const log = new WatchLog();
  for (const one of seconds) log.play(one);
  return log;
};

it('tells what was watched in one piece', () => {
  expect(played(3, 3.25, 3.5, 4).take()).toEqual([[3, 4]]);
});

it('counts nothing of a jump', () => {
  expect(played(0, 1, 60, 61).take()).toEqual([
    [0, 1],
    [60, 61],
  ]);
});

it('begins anew where the learner went back', () => {
  expect(played(10, 11, 4, 5).take()).toEqual([
    [10, 11],
    [4, 5],
  ]);
});

it('goes on after a report without a gap and without telling twice', () => {
  const log = played(0, 1, 2);
  log.take();
  log.play(3);
  expect(log.take()).toEqual([[2, 3]]);
  expect(log.take()).toEqual([]);
});

it('tells again what could not be reported', () => {
  const log = played(0, 1);
  log.giveBack(log.take());
  log.play(2);
  expect(log.take()).toEqual([
    [0, 1],
    [1, 2],
  ]);
});

it('takes longer steps for watching at a higher speed', () => {
  const log = new WatchLog();
  log.play(0, 2);
  log.play(4, 2);
  expect(log.take()).toEqual([[0, 4]]);
});
