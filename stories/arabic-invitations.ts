import { sampleRoles } from '@orgkit/adapters/embedded'
import type { MessageOverrides } from '@orgkit/ui'
import { arabicOnboarding } from './arabic-onboarding'
import { arabic } from './support/arabic'
import type { Scenario } from './support/backend'
import { invitedScenario } from './support/invitation'

const format = new Intl.NumberFormat('ar-EG')
const dateOf = new Intl.DateTimeFormat('ar-EG', { dateStyle: 'medium' })

/** The words of inviting and of being invited, until the whole language is there. */
const messages: MessageOverrides = {
  ...arabicOnboarding.messages,
  organizationSwitcher: {
    ...arabic.messages?.organizationSwitcher,
    waiting: ({ count }) => (count === 2 ? 'دعوتان بانتظارك' : `${format.format(count)} دعوات بانتظارك`),
  },
  invitations: {
    title: 'دعواتك',
    waiting: 'بانتظارك',
    invitedBy: ({ inviter, role }) => `دعاك ${inviter} بصفة ${role}`,
    invited: ({ role }) => `دعوة بصفة ${role}`,
    invitedByShort: ({ inviter }) => `دعوة من ${inviter}`,
    expires: ({ at }) => `تنتهي في ${dateOf.format(new Date(at))}`,
    join: 'انضمام',
    joinNamed: ({ organization }) => `انضمام إلى ${organization}`,
    decline: ({ organization }) => `رفض الدعوة إلى ${organization}`,
  },
  inviteMember: {
    label: 'دعوة عضو',
    title: ({ organization }) => `دعوة إلى ${organization}`,
    seats: ({ used, maximum }) => `${format.format(used)} من ${format.format(maximum ?? used)} مقعدًا مشغولة`,
    emailAddress: 'البريد الإلكتروني',
    role: 'الدور',
    roleDefault: 'الدور المعتاد للأعضاء الجدد',
    validFor: 'صالحة لمدة',
    days: ({ days }) => `${format.format(days)} يومًا`,
    until: ({ date }) => `حتى ${dateOf.format(date)}`,
    submit: 'إرسال الدعوة',
    sent: ({ address }) => `أُرسلت الدعوة إلى ${address}`,
    sentDescription: 'الرسالة في الطريق. يمكنك أيضًا نسخ الرابط وإرساله بنفسك.',
    copyLink: 'نسخ الرابط',
    copied: 'نُسخ الرابط',
    another: 'دعوة شخص آخر',
    done: 'تم',
  },
  acceptInvitation: {
    label: 'دعوة',
    title: ({ organization }) => `الانضمام إلى ${organization}`,
    invitedBy: ({ inviter, role }) => `دعاك ${inviter} بصفة ${role}.`,
    expires: ({ at }) => `تنتهي في ${dateOf.format(new Date(at))}.`,
    join: ({ organization }) => `الانضمام إلى ${organization}`,
    decline: 'رفض',
    wrongAccountTitle: 'هذه الدعوة لحساب آخر',
    wrongAccountDescription: ({ organization, address }) =>
      `أنت مسجّل الدخول باسم ${address}. سجّل الدخول بالعنوان الذي أُرسلت إليه الدعوة إلى ${organization ?? ''}.`,
    switchAccount: 'استخدام حساب آخر',
  },
}

const roleNames: Record<string, string> = { 'org:admin': 'مشرف', 'org:member': 'عضو' }
const roles = sampleRoles.map((role) => ({ ...role, name: roleNames[role.key] ?? role.name }))

/** Two invitations wait for Ada in the Arabic world. */
export const arabicInvited: Scenario = {
  ...arabic,
  messages,
  options: {
    ...arabic.options,
    seed: {
      users: arabic.options?.seed?.users ?? [],
      organizations: [
        ...(arabic.options?.seed?.organizations ?? []),
        ...['مختبرات ستارك', 'أبحاث واين'].map((name, index) => ({
          id: `org_waiting${index}`,
          name,
          members: { sara: 'org:admin' },
          invitations: [{ id: `inv_waiting${index}`, emailAddress: 'ada@acme.test' }],
        })),
      ],
    },
  },
}

/** The Arabic world with room for more. */
export const arabicInviting: Scenario = {
  ...arabic,
  messages,
  options: { ...arabic.options, settings: { ...arabic.options?.settings, membershipLimit: 25 } },
}

/** The link of an invitation, opened by whom it is for, or by `signedInAs`. */
export function arabicInvitation(signedInAs?: string): Scenario {
  const scenario = invitedScenario({ organizationName: 'أكمي للتقنية', ...(signedInAs && { signedInAs }) })
  return { ...scenario, options: { ...scenario.options, roles }, locale: 'ar-EG', messages }
}
