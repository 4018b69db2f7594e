import type { ErrorCode } from '@orgkit/core'

/** What is answered: `ok`, or the code of the refusal with the field at fault. */
export type Cell = 'ok' | ErrorCode | `${ErrorCode} ${string}`

/** One cell for each caller, in their order. */
export type CellsOf<Callers extends readonly string[]> = { readonly [Index in keyof Callers]: Cell }
