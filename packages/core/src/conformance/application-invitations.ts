import { equal, refusal } from './assert'
import { type ConformanceCase, organizationsOn, type TestWorld } from './case'

const address = 'new@elsewhere.test'
const unknownId = 'inv_01jd0000000000000000000000'

/** The token that was mailed last. */
async function mailed(world: TestWorld): Promise<string> {
  const [mail] = await world.readMail(address)
  const tokens = mail?.links.map((link) => link.split('/').at(-1) ?? '')
  return tokens?.find((token) => token.startsWith('inv_')) ?? ''
}

/** Invitations to the app itself, with no organization and no role (B3). */
export const applicationInvitationCases: ConformanceCase[] = [
  {
    title: 'somebody is invited to the app, and finds no organization in it (B3)',
    covers: [
      'backend.inviteToApplication',
      'backend.listApplicationInvitations',
      'backend.resendApplicationInvitation:invitation_accepted',
      'backend.revokeApplicationInvitation:invitation_accepted',
      'previewInvitation',
      'acceptInvitation',
    ],
    needs: ['backend', 'invitations', 'readMail'],
    settings: organizationsOn,
    async run(world) {
      const sent = await world.backend('inviteToApplication', { emailAddress: ` ${address} ` })
      const { id, createdAt, sentAt, expiresAt } = sent.invitation
      equal(
        sent.invitation,
        { id, emailAddress: address, status: 'pending', createdAt, sentAt, expiresAt },
        'without white space',
      )
      equal(Date.parse(expiresAt) - Date.parse(sentAt), 30 * 24 * 3600 * 1000, 'it runs 30 days')
      const { items } = await world.backend('listApplicationInvitations', { status: 'pending' })
      equal(items, [sent.invitation], 'it is listed')
      const bea = await world.signUp('Bea', { email: address })
      const token = await mailed(world)
      const { invitation } = await bea.previewInvitation({ token })
      equal([invitation.kind, invitation.organizationName], ['application', null], 'it is to the app')
      const accepted = await bea.acceptInvitation({ token })
      equal([accepted.active, accepted.events], [null, []], 'she has joined nothing')
      equal((await bea.getSession({})).session?.status, 'pending', 'and makes or joins one next')
      for (const [name, input] of [
        ['resendApplicationInvitation', { invitationId: id }],
        ['revokeApplicationInvitation', { invitationId: id }],
      ] as const) {
        await refusal(world.backend(name, input), 'invitation_accepted')
      }
    },
  },
  {
    title: 'what is no address or time is refused, and nobody is invited to the app twice',
    covers: [
      'backend.inviteToApplication:required',
      'backend.inviteToApplication:too_long',
      'backend.inviteToApplication:invalid_value',
      'backend.inviteToApplication:already_invited',
      'backend.listApplicationInvitations:invalid_value',
    ],
    needs: ['backend', 'invitations'],
    settings: organizationsOn,
    async run(world) {
      const invite = (input: object) =>
        world.backend('inviteToApplication', { emailAddress: address, ...input })
      await refusal(invite({ emailAddress: '' }), 'required', { field: 'emailAddress' })
      await refusal(invite({ emailAddress: `${'x'.repeat(250)}@a.test` }), 'too_long')
      await refusal(invite({ emailAddress: 'bea' }), 'invalid_value', { field: 'emailAddress' })
      await refusal(invite({ expiresInDays: 0 }), 'invalid_value', { field: 'expiresInDays' })
      await invite({})
      await refusal(invite({ emailAddress: address.toUpperCase() }), 'already_invited')
      const list = world.backend('listApplicationInvitations', { limit: 0 })
      await refusal(list, 'invalid_value', { field: 'limit' })
    },
  },
  {
    title: 'an invitation to the app is sent again and taken back, and was declined for good',
    covers: [
      'backend.resendApplicationInvitation',
      'backend.resendApplicationInvitation:invitation_revoked',
      'backend.resendApplicationInvitation:invitation_declined',
      'backend.resendApplicationInvitation:not_found',
      'backend.revokeApplicationInvitation',
      'backend.revokeApplicationInvitation:invitation_revoked',
      'backend.revokeApplicationInvitation:invitation_declined',
      'backend.revokeApplicationInvitation:not_found',
      'declineInvitation',
    ],
    needs: ['backend', 'invitations', 'readMail'],
    settings: organizationsOn,
    async run(world) {
      const invite = async () =>
        (await world.backend('inviteToApplication', { emailAddress: address })).invitation.id
      const resend = (invitationId: string) => world.backend('resendApplicationInvitation', { invitationId })
      const revoke = (invitationId: string) => world.backend('revokeApplicationInvitation', { invitationId })
      const first = await invite()
      equal((await resend(first)).invitation.status, 'pending', 'it waits')
      equal((await revoke(first)).invitation.status, 'revoked', 'it ends')
      const second = await invite()
      const bea = await world.signUp('Bea', { email: address })
      await bea.declineInvitation({ token: await mailed(world) })
      for (const [id, code] of [
        [first, 'invitation_revoked'],
        [second, 'invitation_declined'],
        [unknownId, 'not_found'],
      ] as const) {
        await refusal(resend(id), code)
        await refusal(revoke(id), code)
      }
    },
  },
]
