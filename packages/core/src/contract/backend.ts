import type { ErrorCode } from '../errors'
import type { ApplicationInvitation, InvitationStatus } from '../model/invitation'
import type { Page, PageInput } from '../model/page'
import { type BackendOperationName, backendRoutes } from './backend-routes'
import type { Route } from './operation'

export { backendRoutes, type BackendOperationName } from './backend-routes'

export interface InviteToApplicationInput {
  /** An e-mail address; compared without case. */
  emailAddress: string
  /** 1 to 90. @default 30 */
  expiresInDays?: number
}

export interface ListApplicationInvitationsInput extends PageInput {
  /** @default all */
  status?: InvitationStatus
}

export interface ApplicationInvitationInput {
  invitationId: string
}

export interface ApplicationInvitationOutput {
  invitation: ApplicationInvitation
}

/** Input and output of every operation. A row added here makes engine, server and client fail to compile until it is met. */
export interface BackendOperations {
  inviteToApplication: { input: InviteToApplicationInput; output: ApplicationInvitationOutput }
  listApplicationInvitations: { input: ListApplicationInvitationsInput; output: Page<ApplicationInvitation> }
  resendApplicationInvitation: { input: ApplicationInvitationInput; output: ApplicationInvitationOutput }
  revokeApplicationInvitation: { input: ApplicationInvitationInput; output: ApplicationInvitationOutput }
}

export type BackendInput<Name extends BackendOperationName> = BackendOperations[Name]['input']
export type BackendOutput<Name extends BackendOperationName> = BackendOperations[Name]['output']

/** A row of the backend contract: asked by the app's own server with the instance's secret key, in nobody's name. */
export interface BackendOperation extends Route {
  /** One sentence for the OpenAPI document. */
  summary: string
  /** Codes that it answers with, beside `unauthenticated` and those that any operation may (`commonErrorCodes`). */
  errors: readonly ErrorCode[]
}

/** The backend contract: what the app's own server can ask. */
export const backend = {
  inviteToApplication: {
    ...backendRoutes.inviteToApplication,
    summary:
      'Invites somebody to the app by e-mail, with no organization and no role: they make or join one in the onboarding flow.',
    errors: ['required', 'too_long', 'invalid_value', 'already_invited'],
  },
  listApplicationInvitations: {
    ...backendRoutes.listApplicationInvitations,
    summary: 'The invitations to the app, the newest first.',
    errors: ['invalid_value'],
  },
  resendApplicationInvitation: {
    ...backendRoutes.resendApplicationInvitation,
    summary:
      'Sends a pending or expired invitation again, with its whole time to run. Its earlier links stop working.',
    errors: [
      'not_found',
      'invitation_accepted',
      'invitation_declined',
      'invitation_revoked',
      'already_invited',
    ],
  },
  revokeApplicationInvitation: {
    ...backendRoutes.revokeApplicationInvitation,
    summary: 'Takes an invitation to the app back. Its links stop working.',
    errors: ['not_found', 'invitation_accepted', 'invitation_declined', 'invitation_revoked'],
  },
} as const satisfies Record<BackendOperationName, BackendOperation>
