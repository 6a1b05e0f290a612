import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Priorities } from './priorities.js';

const hourUs = 3_600_000_000;
const hours = (length: number) => ({ hour_from: 0, hour_to: length * hourUs, host: 'shop.example' });

describe('priorities of statements', () => {
  const priorityAfter = (...times: number[]): unknown => {
    const priorities = new Priorities();
    for (const time of times) priorities.took('entities.list', hours(24), time);
    return priorities.settingsOf('entities.list', hours(24)).priority;
  };

  it('are higher the shorter a statement is, 1 the highest', () => {
    assert.equal(priorityAfter(5), '1');
    assert.equal(priorityAfter(99), '1');
    assert.equal(priorityAfter(100), '2');
    assert.equal(priorityAfter(1000), '5');
    assert.equal(priorityAfter(1e9), '10');
  });

  it('yields the processor the more the longer it takes, and not without end', () => {
    const niceAfter = (ms: number): unknown => {
      const priorities = new Priorities();
      priorities.took('entities.list', hours(24), ms);
      return priorities.settingsOf('entities.list', hours(24)).os_threads_nice_value_query;
    };
    assert.deepEqual([5, 100, 1000, 1e9].map(niceAfter), ['0', '2', '8', '10']);
  });

  it('go by the shortest of the last eight runs, the middle before the first', () => {
    assert.equal(priorityAfter(), '2');
    assert.equal(priorityAfter(40, ...Array<number>(7).fill(1000)), '1');
    assert.equal(priorityAfter(40, ...Array<number>(8).fill(1000)), '5');
  });

  it('are told apart by operation and length of the range', () => {
    const priorities = new Priorities();
    priorities.took('entities.list', hours(14 * 24), 1000);
    const of = (operation: string, params: object): unknown => priorities.settingsOf(operation, { ...params }).priority;
    assert.equal(of('entities.list', hours(14 * 24)), '5');
    assert.equal(of('entities.list', hours(13 * 24)), '5');
    assert.equal(of('entities.list', hours(24)), '2');
    assert.equal(of('entities.list', {}), '2');
    assert.equal(of('entities.get', hours(14 * 24)), '2');
  });
});
