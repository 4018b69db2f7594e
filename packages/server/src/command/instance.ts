/** What an instance is called where nobody names it: `seed` makes it in an empty database, `serve` serves it. */
export const defaultInstanceId = 'ins_default'
