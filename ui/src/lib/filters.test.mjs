import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exactly, filteredBy, filtersOf, parametersOf, parseFilter } from './filters.ts';

test('a value says by its form which field it is for', () => {
  const fields = {
    '203.0.113.7': 'client_ip',
    '203.0.113.0/24': 'client_ip',
    '2001:db8::7': 'client_ip',
    '::1': 'client_ip',
    'fe80::/10': 'client_ip',
    t13d1516h2_8daaf6152771_d8a2da3f94cd: 'ja4',
    't13d1516*': 'ja4',
    '/wp-login.php': 'path',
    404: 'status',
    POST: 'method',
    'shop.example': 'host',
    'curl/8.14': 'user_agent',
    'Mozilla/5.0 (X11': 'user_agent',
  };
  for (const [value, field] of Object.entries(fields)) assert.deepEqual(parseFilter(value), { field, value });
});

test('field:value names the field, and an unknown one is none', () => {
  assert.deepEqual(parseFilter(' user_agent:Go-http* '), { field: 'user_agent', value: 'Go-http*' });
  assert.deepEqual(parseFilter('query:a=b:c'), { field: 'query', value: 'a=b:c' });
  assert.equal(parseFilter('nonsense:1'), undefined);
});

test('the URL gives the API what it may be asked, as it is written', () => {
  const filters = filtersOf(new URLSearchParams('status=404&status=500..&correlated=false&asn=x&from=-1h&id=7'));
  assert.deepEqual(parametersOf(filters), { status: ['404', '500..'], correlated: ['false'], asn: ['x'] });
});

test('a filter that a URL names twice is one', () => {
  const search = new URLSearchParams('status=404&host=a&status=500&status=404');
  assert.deepEqual(
    filtersOf(search).map(({ field, value }) => `${field}:${value}`),
    ['host:a', 'status:404', 'status:500'],
  );
});

test('a value is filtered in alone, and filtered out with others', () => {
  assert.deepEqual(filteredBy(['a', '!b'], 'c', false), ['c']);
  assert.deepEqual(filteredBy(['!b', '!c'], 'c', true), ['!b', '!c']);
  assert.deepEqual(filteredBy([], '~x', true), ['!=~x']);
});

test('what would be read as a filter means itself', () => {
  for (const value of ['!x', '~x', '=x', 'x*', 'null', '']) assert.equal(exactly(value), `=${value}`);
  for (const value of ['x', 'x*y', '<b>', '..', '10..20']) assert.equal(exactly(value), value);
});
