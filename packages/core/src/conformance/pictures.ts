/** Pictures of 8 × 8 pixels, each of one colour. */
const sources = {
  red: [
    'image/png',
    'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAMAAADz0U65AAAAA1BMVEXcKDxR2yOjAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQI12NgoA4AAABIAAH/myMhAAAAAElFTkSuQmCC',
  ],
  blue: [
    'image/png',
    'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAMAAADz0U65AAAAA1BMVEUoPNxtss2CAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQI12NgoA4AAABIAAH/myMhAAAAAElFTkSuQmCC',
  ],
  jpeg: [
    'image/jpeg',
    '/9j/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9//j/2wBDASstLTw1PHZBQXb4pYyl+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAwT/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCAApX/2Q==',
  ],
  webp: ['image/webp', 'UklGRjQAAABXRUJQVlA4ICgAAABwAQCdASoIAAgABUB8JaACdAFAAAD+6ez//BBfiD9Qa0sYTSR2AAAA'],
} as const

export function picture(name: keyof typeof sources): Blob {
  const [type, base64] = sources[name]
  return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type })
}

/** A real picture, followed by as many bytes as make it that long. */
export function pictureOfSize(bytes: number): Blob {
  const start = picture('red')
  return new Blob([start, new Uint8Array(bytes - start.size)], { type: start.type })
}
