import { afterAll, beforeAll, expect, test } from 'vitest'
import './index.css'

type Rgb = [number, number, number]

const step = 51
const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
const schemes = ['light', 'dark'] as const
const grounds = ['page', 'surface', 'raised', 'hover', 'pressed', 'accent-subtle'] as const
let element: HTMLElement

beforeAll(() => {
  element = document.createElement('div')
  document.body.append(element)
})
afterAll(() => element.remove())

/** The colour as painted, so that what lies outside of sRGB is measured as the screen shows it. */
function painted(token: string): Rgb {
  element.style.color = `var(--orgkit-${token})`
  if (!canvas) throw new Error('no canvas')
  canvas.fillStyle = getComputedStyle(element).color
  canvas.fillRect(0, 0, 1, 1)
  const [r = 0, g = 0, b = 0] = canvas.getImageData(0, 0, 1, 1).data
  return [r, g, b]
}

// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
function luminance(colour: Rgb): number {
  const [r = 0, g = 0, b = 0] = colour.map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(painted(a)), luminance(painted(b))].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function* seeds(): Generator<string> {
  for (let r = 0; r <= 255; r += step)
    for (let g = 0; g <= 255; g += step) for (let b = 0; b <= 255; b += step) yield `rgb(${r} ${g} ${b})`
}

/** The lowest contrast over all seeds, to two decimals; a failure names the seed that has it. */
function expectLowest(scheme: string, pairs: readonly (readonly [string, string])[], bound: number) {
  let worst = { ratio: Infinity, seed: '', pair: '' }
  element.style.colorScheme = scheme
  for (const seed of seeds()) {
    element.style.setProperty('--orgkit-accent', seed)
    for (const [a, b] of pairs) {
      const ratio = contrast(a, b)
      if (ratio < worst.ratio) worst = { ratio, seed, pair: `${a} on ${b}` }
    }
  }
  element.removeAttribute('style')
  const ratio = Math.round(worst.ratio * 100) / 100
  expect(ratio, `${worst.pair}, seed ${worst.seed}`).toBeGreaterThanOrEqual(bound)
}

for (const scheme of schemes) {
  test(`text on any accent has 4.58, ${scheme}`, () => {
    expectLowest(scheme, [['on-accent', 'accent-solid']], 4.58)
  })

  test(`text on a hovered accent has no less, ${scheme}`, () => {
    expectLowest(scheme, [['on-accent', 'accent-solid-hover']], 4.58)
  })

  test(`any accent as text has 4.55 on every ground, ${scheme}`, () => {
    const pairs = grounds.map((ground) => ['accent-text', ground] as const)
    expectLowest(scheme, pairs, 4.55)
  })

  test(`the focus ring of any accent has 3.33, ${scheme}`, () => {
    const pairs = (['page', 'surface', 'raised', 'hover'] as const).map(
      (ground) => ['focus', ground] as const,
    )
    expectLowest(scheme, pairs, 3.33)
  })

  test(`the default colours keep the measured ratios, ${scheme}`, () => {
    element.style.colorScheme = scheme
    const dark = scheme === 'dark'
    expect(contrast('text', 'surface')).toBeCloseTo(dark ? 16.8 : 18.3, 0)
    expect(contrast('on-primary', 'primary')).toBeCloseTo(dark ? 16.9 : 18.3, 0)
    for (const ground of [...grounds, 'sunken']) {
      expect(contrast('text-muted', ground)).toBeGreaterThanOrEqual(6.4)
      expect(contrast('text-faint', ground)).toBeGreaterThanOrEqual(4.5)
    }
    for (const ground of ['page', 'sunken', 'surface', 'raised', 'hover', 'accent-subtle']) {
      expect(contrast('line-control', ground)).toBeGreaterThanOrEqual(3)
      expect(contrast('focus', ground)).toBeGreaterThanOrEqual(4.4)
    }
    for (const status of ['danger', 'warning', 'success']) {
      for (const ground of ['surface', 'raised', 'hover', `${status}-subtle`]) {
        expect(contrast(`${status}-text`, ground)).toBeGreaterThanOrEqual(5.7)
      }
    }
    element.removeAttribute('style')
  })

  test(`more contrast has 7 for every text, ${scheme}`, () => {
    element.dataset.contrast = 'more'
    element.style.colorScheme = scheme
    const texts = [
      'text',
      'text-muted',
      'text-faint',
      'accent-text',
      'danger-text',
      'warning-text',
      'success-text',
    ]
    for (const text of texts) {
      for (const ground of ['page', 'raised', 'hover', 'pressed']) {
        expect.soft(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(6.95)
      }
    }
    expect(contrast('line', 'surface')).toBeGreaterThanOrEqual(3)
    expect(contrast('on-accent', 'accent-solid')).toBeGreaterThanOrEqual(8.6)
    delete element.dataset.contrast
    element.removeAttribute('style')
  })
}

test('an accent set on any element counts for what is inside it', () => {
  const tenant = document.createElement('section')
  tenant.style.setProperty('--orgkit-accent', '#ffd43b')
  tenant.append(element)
  document.body.append(tenant)
  expect(painted('accent-solid')).toEqual([255, 212, 59])
  expect(luminance(painted('on-accent'))).toBeLessThan(0.02)
  document.body.append(element)
  tenant.remove()
  expect(painted('accent-solid')[2]).toBeGreaterThan(180)
})
