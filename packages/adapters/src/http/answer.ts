import type { AppOperationName, AppOutput, AppStreamName, appRoutes } from '@orgkit/core/contract/app'

/** Reads that answer with something other than a list. */
type SingleRead = {
  [Name in AppOperationName]: (typeof appRoutes)[Name]['at'] extends `GET ${string}`
    ? AppOutput<Name> extends { items: unknown }
      ? never
      : Name
    : never
}[AppOperationName]

/** What the answer of such a read holds, and a proxy's does not. */
const reliedOn: { [Name in SingleRead]: keyof AppOutput<Name> & string } = {
  getSession: 'settings',
  previewInvitation: 'invitation',
  getOrganization: 'organization',
  getInvitationLink: 'url',
  checkSlug: 'suggestions',
}

/** Whether it is an answer of this operation at all. No validation: the server is trusted, what stands between is not. */
export function isAnswerOf(name: AppOperationName | AppStreamName, method: string, answer: unknown): boolean {
  // Every list has items, and a write answers with its events.
  const field = reliedOn[name as SingleRead] ?? (method === 'GET' ? 'items' : 'events')
  return (answer as Record<string, unknown> | null | undefined)?.[field] !== undefined
}
