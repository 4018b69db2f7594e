import { createHmac } from 'node:crypto'
import { defaultAdminRole, defaultMemberRole } from '@orgkit/core'
import type { InstanceOptions } from '@orgkit/server'

/** The app's own permission: who holds it writes notes, everybody else reads them. */
export const writeNotes = 'org:notes:write'

/** The one instance of the notes app: everybody must belong to an organization, and organizations have slugs. */
export function notesInstance(secret: string): InstanceOptions {
  return {
    id: 'ins_notes',
    applicationId: 'app_notes',
    environment: 'development',
    publishableKey: 'pk_dev_notes',
    secretKey: `sk_dev_${createHmac('sha256', secret).update('notes').digest('hex').slice(0, 40)}`,
    settings: {
      organizationsEnabled: true,
      personalAccounts: false,
      slugs: true,
      domains: true,
      supportContact: 'support@notes.test',
    },
    roles: [
      { ...defaultAdminRole, permissions: [...defaultAdminRole.permissions, writeNotes] },
      {
        key: 'org:writer',
        name: 'Writer',
        description: 'Writes notes.',
        permissions: [...defaultMemberRole.permissions, writeNotes],
      },
      defaultMemberRole,
    ],
  }
}
