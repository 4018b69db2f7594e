/** A seed that could not have come about. */
export function refuseSeed(what: string, remedy: string): never {
  throw new Error(
    `embeddedAdapter: in \`seed\`, ${what}. The embedded backend starts from rows that fit together; ${remedy}.`,
  )
}
