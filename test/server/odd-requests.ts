import { pathsIn, valueAt, withValueAt } from './json-sample'
import { type Fault, pathWith, requestOf } from './malformed-request'

/**
 * Requests that are strange and that the document allows: whether one is right is for the rules to say. They may write, so they
 * have a world of their own.
 */
export const oddities: Fault[] = [
  {
    name: 'strange values in the body',
    share: 6,
    appliesTo: ({ takesJson }) => takesJson,
    make({ target, sample, random }) {
      const path = random.pick([...pathsIn(sample.body), ['x']])
      const old = path[0] === 'x' ? undefined : valueAt(sample.body, path)
      const value = Array.isArray(old)
        ? Array.from({ length: random.pick([0, 500, 5000]) }, () => old[0])
        : random.pick<unknown>(typeof old === 'number' ? strangeNumbers : strangeTexts)
      const body = withValueAt(sample.body, path, value)
      return target.allowsBody(body) ? requestOf(target, { ...sample, body }) : null
    },
  },
  {
    name: 'strange values in the query',
    share: 4,
    appliesTo: ({ query }) => query.length > 0,
    make({ target, sample, random }) {
      const { name, schema } = random.pick(target.query)
      if (schema.enum) return null
      const value =
        schema.type === 'string' ? random.pick(strangeTexts) : String(random.pick([1, 100, 10_000, 0.5]))
      const rest = sample.query.filter(([other]) => other !== name)
      return requestOf(target, sample, {
        path: pathWith(target.pathOf(sample.fields), [...rest, [name, value]]),
      })
    },
  },
  {
    name: 'strange values in the path',
    share: 2,
    appliesTo: ({ fields }) => fields.length > 0,
    make({ target, sample, random }) {
      const { name } = random.pick(target.fields)
      const text = random.pick(strangeTexts).replace(/\p{Surrogate}/gu, '\ufffd')
      const path = target.pathOf({ ...sample.fields, [name]: encodeURIComponent(text) })
      return target.isAt(new URL(`http://x.test${path}`).pathname)
        ? requestOf(target, sample, { path })
        : null
    },
  },
  {
    name: 'strange headers',
    share: 1,
    appliesTo: ({ takesIdempotencyKey }) => takesIdempotencyKey,
    make({ target, sample, random }) {
      // Mostly a new one: a key that was used for something else is a conflict, and nothing more is looked at.
      const start = random.pick([
        '',
        '\u00ff',
        '__proto__',
        'x'.repeat(190),
        '\u0080\u009f',
        "' or 1=1 --",
        '%00',
      ])
      const key = random.next() < 0.9 ? `${start}${random.integer(1e9)}` : start
      return requestOf(target, sample, { headers: { ...sample.headers, 'Idempotency-Key': key } })
    },
  },
]

const strangeNumbers = [0, -1, 0.5, 1e308, -1e308, 5e-324, Number.MAX_SAFE_INTEGER, 2 ** 31, 2 ** 63]

const strangeTexts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udfff',
  '\u0007',
  '\u2028',
  '\u200b',
  '\u202e\u202d',
  '\ufeff',
  '\uffff',
  'e\u0301'.repeat(100),
  '👩‍👩‍👧‍👦'.repeat(20),
  'x'.repeat(101),
  'x'.repeat(9999),
  '__proto__',
  'constructor',
  'toString',
  '../..',
  '%00',
  '%',
  "'; drop table orgkit.organization; --",
  '\\',
  '{"a":1}',
  '[]',
  'null',
  'NaN',
  '1e999',
  '<script>alert(1)</script>',
  'a@b@c.test',
  '"a b"@acme.test',
  `${'a'.repeat(300)}@acme.test`,
  'ä@ö.test',
  'a\r\nBcc: b@c.test',
  'ﬁ İ ß Σς',
  '٣',
  '2030-02-30T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  'javascript:alert(1)',
]
