import { sampleRoles, type SeedOrganization } from '@orgkit/adapters/embedded'
import type { MessageOverrides } from '@orgkit/ui'
import { world, type Scenario } from './backend'

const number = new Intl.NumberFormat('ar-EG')

/** The words of the entry family, until the whole language is there. */
const messages: MessageOverrides = {
  actions: {
    back: 'رجوع',
    cancel: 'إلغاء',
    clearSearch: 'مسح البحث',
    close: 'إغلاق',
    continue: 'متابعة',
    remove: 'إزالة',
    retry: 'أعد المحاولة',
    save: 'حفظ',
    skip: 'تخطٍّ',
  },
  organizationSwitcher: {
    trigger: ({ name }) => `${name}، تبديل المؤسسة`,
  },
  organizationSwitcherPanel: {
    label: 'المؤسسات',
    personalAccount: 'الحساب الشخصي',
    // Beside Arabic digits a middle dot reads as a zero.
    seats: ({ role, used, maximum }) =>
      maximum === null
        ? `${role}، ${number.format(used)} مقعدًا`
        : `${role}، ${number.format(used)} من ${number.format(maximum)} مقاعد`,
    search: 'ابحث عن مؤسسة',
    results: ({ count }) => `${number.format(count)} مؤسسة`,
    nothingFound: ({ query }) => `لا توجد مؤسسة تطابق «${query}»`,
    settings: 'الإعدادات',
    invite: 'دعوة أشخاص',
    create: 'إنشاء مؤسسة',
  },
  userButton: {
    trigger: ({ name }) => `${name}، قائمة الحساب`,
  },
  userButtonMenu: {
    manage: 'إدارة الحساب',
    otherAccounts: 'حسابات أخرى',
    addAccount: 'إضافة حساب',
    signOut: 'تسجيل الخروج',
  },
}

const members = (role: string) => ({ ada: role })
const organizations: SeedOrganization[] = [
  { id: 'org_acme', name: 'أكمي للتقنية', members: { ada: 'org:admin', sara: 'org:member' } },
  { id: 'org_globex', name: 'غلوبكس', members: members('org:member') },
  { id: 'org_initech', name: 'إنيتك', members: members('org:billing') },
  { id: 'org_hooli', name: 'هولي', members: members('org:admin') },
]
const roleNames: Record<string, string> = {
  'org:admin': 'مشرف',
  'org:member': 'عضو',
  'org:billing': 'مسؤول الفوترة',
  'org:editor': 'محرر',
}

/** Right to left, with Arabic names, words and digits. */
export const arabic: Scenario = {
  locale: 'ar-EG',
  messages,
  options: {
    ...world(),
    roles: sampleRoles.map((role) => ({ ...role, name: roleNames[role.key] ?? role.name })),
    seed: {
      users: [
        { id: 'ada', name: 'آدا لوفليس', email: 'ada@acme.test' },
        { id: 'sara', name: 'سارة الخطيب', email: 'sara@acme.test' },
      ],
      organizations,
    },
  },
}
