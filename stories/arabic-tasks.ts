import { sampleRoles } from '@orgkit/adapters/embedded'
import type { MessageOverrides } from '@orgkit/ui'
import { arabicInvited } from './arabic-invitations'
import type { Scenario } from './support/backend'
import { suggestedScenario } from './support/suggestions'

/** The words of the ways in, until the whole language is there. */
const messages: MessageOverrides = {
  ...arabicInvited.messages,
  chooseOrganization: {
    ...arabicInvited.messages?.chooseOrganization,
    title: 'كيف تريد أن تبدأ؟',
    description: ({ app }) => `${app ?? ''} للفرق. انضم إلى فريقك أو أنشئ فريقًا جديدًا.`,
  },
  suggestions: {
    titleAt: ({ domain }) => `فرق في ${domain}`,
    title: 'فرق يمكنك الانضمام إليها',
    open: ({ domain }) => (domain === null ? 'يقبلك أحد المشرفين' : `في ${domain}`),
    requested: () => 'طلبت الانضمام الآن',
    ask: 'طلب الانضمام',
    askNamed: ({ organization }) => `طلب الانضمام إلى ${organization}`,
    waiting: 'قيد الانتظار',
    takeBack: ({ organization }) => `سحب طلب الانضمام إلى ${organization}`,
    dismiss: ({ organization }) => `عدم إظهار ${organization} مجددًا`,
  },
  acceptTerms: {
    label: 'الشروط',
    title: 'قبل أن تتابع',
    description: ({ app }) => `يطلب ${app ?? 'التطبيق'} قبول شروطه.`,
    read: 'قراءة الشروط',
    newTab: '(يفتح علامة تبويب جديدة)',
    version: ({ version }) => `الإصدار ${version}`,
    accept: 'القبول والمتابعة',
  },
  completeProfile: {
    label: 'عنك',
    title: 'عرّفنا بنفسك',
    description: ({ app }) => `يحتاج ${app ?? 'التطبيق'} إلى بعض الإجابات قبل أن تبدأ.`,
    submit: 'متابعة',
  },
}

export const arabicTasks: Scenario = { ...arabicInvited, messages }

const roleNames: Record<string, string> = { 'org:admin': 'مشرف', 'org:member': 'عضو' }

/** Two teams are suggested to somebody who is in none. */
export const arabicSuggested: Scenario = {
  ...suggestedScenario({
    names: ['سولو', 'سولو للروبوتات'],
    isInvited: true,
    roles: sampleRoles.map((role) => ({ ...role, name: roleNames[role.key] ?? role.name })),
  }),
  locale: 'ar-EG',
  messages,
}
