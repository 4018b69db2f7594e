import type { JsonSchema } from './openapi-document'
import { type Fault, type FaultFacts, type MalformedRequest, pathWith, requestOf } from './malformed-request'
import type { Target } from './sample-request'

const isRead = ({ method }: Target) => method === 'GET'

/** Faults of method, path, query and headers. */
export const addressFaults: Fault[] = [
  {
    name: 'a field of the query that is none',
    share: 3,
    appliesTo: isRead,
    make(facts) {
      const { target, random } = facts
      const known = target.query.map(({ name }) => `${name}[]`)
      const name = random.pick([
        ...known,
        'x',
        '',
        '__proto__',
        '__proto__[limit]',
        'constructor',
        'toString',
        'a.b',
      ])
      return withQuery(facts, [...facts.sample.query, [name, 'x']], name, ['invalid_request'])
    },
  },
  {
    name: 'a field of the query twice',
    share: 2,
    appliesTo: (target) => isRead(target) && target.query.length > 0,
    make(facts) {
      const { name, schema } = facts.random.pick(facts.target.query)
      const rest = facts.sample.query.filter(([other]) => other !== name)
      const value = schema.type === 'number' ? '1' : 'x'
      return withQuery(facts, [...rest, [name, value], [name, value]], name, ['invalid_request'])
    },
  },
  {
    name: 'a value of the query that is none',
    share: 6,
    appliesTo: (target) => isRead(target) && target.query.length > 0,
    make(facts) {
      const { name, schema } = facts.random.pick(facts.target.query)
      const value = facts.random.pick(noValuesOf(schema))
      const rest = facts.sample.query.filter(([other]) => other !== name)
      return withQuery(facts, [...rest, [name, value]], name, ['invalid_request'])
    },
  },
  {
    name: 'a limit, an offset or a cursor that no list gives',
    share: 4,
    // A stream has no pages: from a cursor that it does not know it begins anew.
    appliesTo: (target) => isRead(target) && target.query.some(({ name }) => name === 'limit'),
    make(facts) {
      const { random } = facts
      const name = random.pick(['limit', 'offset', 'cursor'] as const)
      const isPage = ([other]: [string, string]) => /^(limit|offset|cursor)$/.test(other)
      const query: [string, string][] = [
        ...facts.sample.query.filter((field) => !isPage(field)),
        [name, random.pick(noPages[name])],
      ]
      return withQuery(facts, query, name, ['invalid_value'])
    },
  },
  {
    name: 'a query string on a write',
    share: 2,
    appliesTo: (target) => !isRead(target),
    make(facts) {
      const name = facts.random.pick(['x', 'limit', '__proto__', 'constructor', ''])
      return withQuery(facts, [[name, 'x']], name, ['invalid_request'])
    },
  },
  {
    name: 'an id of nothing in the path',
    share: 5,
    // Whoever asks what a text would be, and not for something, is answered.
    appliesTo: ({ fields, responses }) => fields.length > 0 && '404' in responses,
    make({ target, sample, random }) {
      const { name } = random.pick(target.fields)
      const path = target.pathOf({ ...sample.fields, [name]: random.pick(noIds) })
      // Dots climb up in an address: it may be another one then.
      const isStill = target.isAt(new URL(`http://x.test${path}`).pathname)
      return isStill
        ? requestOf(target, sample, { path, codes: ['not_found', 'invalid_request'], field: name })
        : null
    },
  },
  {
    name: 'another method',
    share: 3,
    appliesTo: () => true,
    make({ target, sample, random, isDocumented }) {
      const method = random.pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'LINK'])
      const request = requestOf(target, sample, { method, codes: ['not_found'], isElsewhere: true })
      if (isDocumented(method, target.pathOf(sample.fields))) return null
      return method === 'GET' ? { ...request, body: undefined } : request
    },
  },
  {
    name: 'another address',
    share: 2,
    appliesTo: () => true,
    make({ target, sample, random, isDocumented }) {
      const right = target.pathOf(sample.fields)
      const path = random.pick([
        `${right}/`,
        `/${right}`,
        `${right}/x`,
        `${right}%00`,
        right.toUpperCase(),
        `/v1${right}`,
        `${right}.json`,
      ])
      const { pathname } = new URL(`http://x.test/base${path}`)
      const isThere = isDocumented(target.method, pathname.slice('/base'.length))
      return isThere ? null : requestOf(target, sample, { path, codes: ['not_found'], isElsewhere: true })
    },
  },
  {
    name: 'a header that is none',
    share: 2,
    appliesTo: () => true,
    make({ target, sample, random }) {
      const [name, value, code] = random.pick(
        headerFaults.filter(([name]) => name !== 'Idempotency-Key' || target.takesIdempotencyKey),
      )
      const isAsked =
        name === 'Authorization' ? target.isBackend : name === 'Idempotency-Key' || !target.isBackend
      if (!isAsked) return null
      return requestOf(target, sample, { headers: { ...sample.headers, [name]: value }, codes: [code] })
    },
  },
]

function withQuery(
  { target, sample }: FaultFacts,
  query: [string, string][],
  field: string,
  codes: string[],
): MalformedRequest {
  return requestOf(target, sample, { path: pathWith(target.pathOf(sample.fields), query), field, codes })
}

/** Texts that the schema of a field of the query forbids. */
function noValuesOf(schema: JsonSchema): string[] {
  if (schema.type === 'number' || schema.type === 'integer') return noNumbers
  if (schema.enum)
    return [
      '',
      'x',
      '__proto__',
      'constructor',
      `${schema.enum[0]},x`,
      ` ${schema.enum[0]}`,
      String(schema.enum[0]).toUpperCase(),
    ]
  return ['x'.repeat((schema.maxLength ?? 10_000) + 1), 'x'.repeat(100_000)]
}

const noNumbers = [
  '',
  ' 5',
  '5 ',
  '1e3',
  '0x10',
  '+5',
  '٣',
  'NaN',
  'Infinity',
  '.5',
  '5.',
  '9'.repeat(400),
  'null',
  '1,2',
  '5\0',
  'true',
  '[]',
  '--1',
]

const encoded = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')

const noPages = {
  limit: ['0', '-1', '101', '1.5', '-0.1', '999999999999999'],
  offset: ['-1', '10001', '1.5', '999999999999999'],
  cursor: [
    ' ',
    'null',
    '%',
    '!',
    'x'.repeat(5000),
    '😀',
    '\0',
    encoded(null),
    encoded({}),
    encoded([]),
    encoded(['name']),
    encoded(['name', 'a', 'b', 'c', 'd', 'e']),
    encoded(['name', 1, 'b']),
    encoded(['name', '\0', 'b']),
    encoded(['name', 'a', '\ud800']),
    encoded([['name'], 'a', 'b']),
    encoded('name'),
    Buffer.from([0xff, 0xfe, 0xfd]).toString('base64url'),
    'W10',
  ],
}

const noIds = [
  '%00',
  'org_%00',
  '%ff',
  '%',
  '%zz',
  'org_',
  '..%2f..',
  '%2e%2e%2f',
  'a'.repeat(3000),
  'a'.repeat(12_000),
  '😀',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  '%20',
  "'%20or%201=1--",
  'org_%ED%A0%80',
  '%C0%80',
  '-1',
  '{id}',
  ':id',
  '*',
  '%2f',
  '%5c',
  ';x=1',
]

const headerFaults = [
  ['Idempotency-Key', 'x'.repeat(201), 'too_long'],
  ['Idempotency-Key', 'x'.repeat(10_000), 'too_long'],
  ['Orgkit-Publishable-Key', 'pk_nothing', 'unknown_instance'],
  ['Orgkit-Publishable-Key', '__proto__', 'unknown_instance'],
  ['Orgkit-Publishable-Key', '\u00e9'.repeat(1000), 'unknown_instance'],
  ['Authorization', 'Bearer nothing', 'unauthenticated'],
  ['Authorization', 'Bearer', 'unauthenticated'],
  ['Authorization', 'Basic YTpi', 'unauthenticated'],
  ['Authorization', `Bearer ${'x'.repeat(10_000)}`, 'unauthenticated'],
] as const
