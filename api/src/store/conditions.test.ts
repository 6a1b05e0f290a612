import assert from 'node:assert/strict';
import test from 'node:test';
import { Conditions } from './conditions.js';

test('without filters there is no WHERE', () => {
  const conditions = new Conditions()
    .text('path', undefined)
    .address('client_ip', undefined)
    .between('time', undefined, undefined);
  assert.equal(conditions.where, '');
  assert.deepEqual(conditions.params, {});
});

test('values never stand in the SQL', () => {
  const conditions = new Conditions()
    .text('path', "/x' OR 1=1 --")
    .text('user_agent', 'curl/*')
    .equal('status', 'UInt16', 404);
  assert.equal(
    conditions.where,
    'WHERE t.path = {path__0:String} AND startsWith(t.user_agent, {user_agent__1:String}) AND t.status = {status:UInt16}',
  );
  assert.deepEqual(conditions.params, { path__0: "/x' OR 1=1 --", user_agent__1: 'curl/', status: 404 });
});

test('one address is equal, which an index knows; of a block IPv4 stands in the last 32 bits', () => {
  for (const value of ['192.0.2.1', '192.0.2.1/32', '2001:db8::7/128']) {
    const { where, params } = new Conditions().address('client_ip', value);
    assert.equal(where, 'WHERE t.client_ip = toIPv6({client_ip__0:String})');
    assert.deepEqual(params, { client_ip__0: value.split('/')[0] });
  }
  assert.deepEqual(new Conditions().address('client_ip', '192.0.2.0/24').params, {
    client_ip__0: 120,
    client_ip__1: '192.0.2.0',
  });
  assert.deepEqual(new Conditions().address('client_ip', '2001:db8::/32').params, {
    client_ip__0: 32,
    client_ip__1: '2001:db8::',
  });
});

test('what is no address is refused by the name of its parameter', () => {
  for (const value of [
    '',
    'x',
    '192.0.2.1/33',
    '192.0.2.1/',
    '192.0.2.1/2/3',
    '192.0.2',
    '2001:db8::/129',
    'fe80::1%eth0',
  ]) {
    assert.throws(() => new Conditions().address('src_ip', value), {
      code: 'validation-failed',
      message: /query\.src_ip/,
    });
  }
});
