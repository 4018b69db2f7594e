import { refuse, type Refusal } from '../errors'

/** Control characters and halves of surrogate pairs: databases refuse the one and silently change the other. */
// eslint-disable-next-line no-control-regex
const unstorable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** Characters that show nothing: a name made of them alone looks empty. */
const invisible =
  /^[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]*$/u

/** Whether nothing in it would be seen. */
export function isBlank(text: string): boolean {
  return invisible.test(text)
}

/** The text with what cannot be stored shown as `\ufffd`: for what a host tells, which nobody could be asked to correct. */
export function toStorable(text: string): string {
  return text.replace(new RegExp(unstorable, 'g'), '\ufffd')
}

export function checkStorable(field: string, text: string): Refusal | null {
  return unstorable.test(text) ? refuse('invalid_characters', { field }) : null
}

/** Length in code points, so that an emoji counts once on every store. */
export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}
