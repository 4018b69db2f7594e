import * as z from 'zod'
import type { BackendInput, BackendOperationName, BackendOutput } from './backend'
import { invitationStatus, named, pageInput, pageOf, text, time } from './wire-schema'

/* What stands on the wire of the backend contract, for servers. As in `app-schema.ts`, rules are the engine's. */

const applicationInvitation = named(
  'ApplicationInvitation',
  z.object({
    id: z.string(),
    emailAddress: z.string(),
    status: invitationStatus,
    createdAt: time,
    sentAt: time,
    expiresAt: time,
  }),
)
const ofInvitation = z.strictObject({ invitationId: text })
const invitationOutput = named('ApplicationInvitationOutput', z.object({ invitation: applicationInvitation }))

export type BackendSchemas = {
  [Name in BackendOperationName]: {
    input: z.ZodType<BackendInput<Name>>
    output: z.ZodType<BackendOutput<Name>>
  }
}

/** Input and output of every operation. A row added to the contract fails to compile here until it is met. */
export const backendSchemas: BackendSchemas = {
  inviteToApplication: {
    input: z.strictObject({ emailAddress: text, expiresInDays: z.number().optional() }),
    output: invitationOutput,
  },
  listApplicationInvitations: {
    input: z.strictObject({ status: invitationStatus.optional(), ...pageInput }),
    output: named('ApplicationInvitationPage', pageOf(applicationInvitation)),
  },
  resendApplicationInvitation: { input: ofInvitation, output: invitationOutput },
  revokeApplicationInvitation: { input: ofInvitation, output: invitationOutput },
}
