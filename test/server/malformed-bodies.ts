import { objectPathsIn, pathsIn, valueAt, withValueAt } from './json-sample'
import { type Fault, type FaultFacts, type MalformedRequest, requestOf } from './malformed-request'

/** Faults of a JSON body, and of a body that is a file. */
export const bodyFaults: Fault[] = [
  {
    name: 'a value of another type or too long',
    share: 6,
    appliesTo: ({ takesJson }) => takesJson,
    make(facts) {
      const { sample, random } = facts
      const path = pickFrom(random, pathsIn(sample.body))
      return path && invalidBody(facts, withValueAt(sample.body, path, random.pick(absurd)), String(path[0]))
    },
  },
  {
    name: 'a field missing',
    share: 2,
    appliesTo: ({ takesJson }) => takesJson,
    make(facts) {
      const { sample, random } = facts
      const path = pickFrom(random, pathsIn(sample.body))
      return path && invalidBody(facts, withValueAt(sample.body, path, undefined), String(path[0]))
    },
  },
  {
    name: 'a field too many',
    share: 4,
    appliesTo: ({ takesJson }) => takesJson,
    make(facts) {
      const { target, sample, random } = facts
      const ofPath = target.fields.map(({ name }) => name)
      const name = random.pick([
        ...ofPath,
        'role',
        'instanceId',
        'id',
        '',
        'constructor',
        'toString',
        'a.b',
        '😀',
      ])
      const path = [...random.pick(objectPathsIn(sample.body)), name]
      return invalidBody(facts, withValueAt(sample.body, path, random.pick(absurd)), String(path[0]))
    },
  },
  {
    name: 'a prototype',
    share: 3,
    appliesTo: ({ takesJson }) => takesJson,
    make(facts) {
      const { sample, random } = facts
      const path = [...random.pick(objectPathsIn(sample.body)), '__proto__']
      const value = random.pick(['{"admin":true}', 'null', '1', '{"name":"Acme"}', '[]'])
      return rawBody(facts, path, value, String(path[0]))
    },
  },
  {
    name: 'deep nesting',
    share: 2,
    appliesTo: ({ takesJson }) => takesJson,
    make(facts) {
      const { sample, random } = facts
      const path = random.pick([...pathsIn(sample.body), ['x']])
      const depth = random.pick([100, 1000, 20_000, 60_000])
      const [open, close] = random.pick([
        ['[', ']'],
        ['{"a":', '}'],
        ['[{"a":', '}]'],
      ])
      return rawBody(facts, path, `${open.repeat(depth)}1${close.repeat(depth)}`, String(path[0]))
    },
  },
  {
    name: 'no JSON object',
    share: 4,
    appliesTo: ({ takesJson }) => takesJson,
    make({ target, sample, random }) {
      const text = JSON.stringify(sample.body)
      // Nothing at all is an empty object where no field is needed.
      const cut = text.slice(0, Math.max(1, random.integer(text.length)))
      const body = random.pick([
        cut,
        cut,
        `${text}${text}`,
        `[${text}]`,
        `${text} // x`,
        `${text},`,
        ...noObjects.filter((none) => none !== '' || !target.allowsBody({})),
      ])
      return requestOf(target, sample, { body, codes: ['invalid_request'] })
    },
  },
  {
    name: 'no UTF-8',
    share: 3,
    appliesTo: ({ takesJson }) => takesJson,
    make({ target, sample, random }) {
      // Within a text, where nothing else would be wrong.
      const texts = pathsIn(sample.body).filter((path) => typeof valueAt(sample.body, path) === 'string')
      const path = pickFrom(random, texts)
      if (!path) return null
      const marked = withValueAt(sample.body, path, `${String(valueAt(sample.body, path))}@bytes`)
      const [before, after] = JSON.stringify(marked)
        .split('@bytes')
        .map((text) => [...encoder.encode(text)])
      const body = new Uint8Array([...(before ?? []), ...random.pick(noUtf8), ...(after ?? [])])
      return requestOf(target, sample, { body, codes: ['invalid_request'] })
    },
  },
  {
    name: 'a body of 1 to 10 MB',
    share: 0.4,
    appliesTo: ({ takesJson }) => takesJson,
    make: ({ target, sample, random }) =>
      requestOf(target, sample, { body: random.pick(tooLarge), codes: ['payload_too_large'] }),
  },
  {
    name: 'another content type',
    share: 2,
    appliesTo: ({ takesJson }) => takesJson,
    make: ({ target, sample, random }) =>
      requestOf(target, sample, {
        headers: { ...sample.headers, 'Content-Type': random.pick(otherTypes) },
        codes: ['unsupported_media_type'],
      }),
  },
  {
    name: 'a file that is no picture, or too large',
    share: 1,
    appliesTo: ({ takesBlob }) => takesBlob,
    make({ target, sample, random }) {
      const type = random.pick([
        'image/png',
        'image/jpeg',
        'image/webp',
        'image/svg+xml',
        'application/json',
        '',
        'x',
      ])
      return requestOf(target, sample, { headers: { 'Content-Type': type }, body: random.pick(noPictures) })
    },
  },
]

/** With this body, if the document forbids it. */
function invalidBody(
  { target, sample }: FaultFacts,
  body: Record<string, unknown> | null,
  field: string,
): MalformedRequest | null {
  if (target.allowsBody(body)) return null
  return requestOf(target, { ...sample, body }, { field, codes: ['invalid_request'] })
}

/** With that text in the place of a value, for what no JavaScript value says. */
function rawBody(
  { target, sample }: FaultFacts,
  path: readonly (string | number)[],
  text: string,
  field: string,
): MalformedRequest {
  const name = path.at(-1)
  const place = typeof name === 'number' ? path : [...path.slice(0, -1), `@key:${name}`]
  const marked = withValueAt(
    typeof name === 'number' ? sample.body : withValueAt(sample.body, path, undefined),
    place,
    '@value',
  )
  const body = JSON.stringify(marked)
    .replace('"@value"', () => text)
    .replace('"@key:', '"')
  return requestOf(target, sample, { body, field, codes: ['invalid_request'] })
}

function pickFrom<Item>(random: FaultFacts['random'], items: readonly Item[]): Item | null {
  return items.length > 0 ? random.pick(items) : null
}

/** Values that hardly any field takes. */
const absurd: unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  '',
  'x',
  '\0',
  '\ud800',
  'x'.repeat(10_001),
  'x'.repeat(300_000),
  [],
  [''],
  {},
  { toString: 'x' },
  { length: 1, 0: 'x' },
  [[[]]],
  Array.from({ length: 20_000 }, () => 'x'),
]

const noObjects = [
  '',
  ' \n',
  '"Acme"',
  'null',
  'true',
  '1e999',
  'NaN',
  '[]',
  "{'a':1}",
  '{"a":1,}',
  '{a:1}',
  '{"a":"\n"}',
  '{"a":1\0}',
  '\0',
  'name=Acme',
  '<a/>',
  '{"a":01}',
  '{"a":+1}',
  '{"a":"\\x"}',
  '{"a":"\\u12"}',
]

const encoder = new TextEncoder()

/** Bytes that are wrong wherever they stand. */
const noUtf8 = [
  [0xff],
  [0xfe, 0xff],
  [0x80],
  [0xc0, 0x80],
  [0xe2, 0x82],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xf8, 0x88],
]

const tooLarge = [1_000_001, 2_000_000, 10_000_000].map((size) => `{"name":"${'x'.repeat(size)}"}`)

const otherTypes = [
  '',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonp',
  'application/json, text/plain',
  'application/json; charset=utf-16',
  'text/json',
  'image/png',
  '*/*',
]

const noPictures: (string | Uint8Array<ArrayBuffer>)[] = [
  'GIF89a',
  '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '{"logo":null}',
  new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]),
  new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]),
  new Uint8Array(550_000),
  new Uint8Array(10_000_000),
]
