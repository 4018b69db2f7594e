import type { MessageOverrides } from '@orgkit/ui'
import { arabic } from './support/arabic'
import type { Scenario } from './support/backend'

const number = new Intl.NumberFormat('ar-EG')

/** The words of making and choosing an organization, until the whole language is there. */
const messages: MessageOverrides = {
  ...arabic.messages,
  logo: {
    label: 'الشعار',
    upload: 'رفع الشعار',
    replace: 'استبدال الشعار',
    remove: 'إزالة',
    help: 'صورة PNG أو JPEG أو WebP مربعة، حتى ٥١٢ كيلوبايت',
  },
  steps: {
    label: 'التقدم',
    progress: ({ current, total }) => `${number.format(current)} من ${number.format(total)}`,
  },
  createOrganization: {
    title: 'إنشاء مؤسسة',
    description: 'مكان مشترك لعمل فريقك.',
    name: 'الاسم',
    slug: 'العنوان',
    slugFree: 'متاح للاستخدام',
    slugNeeded: 'لا أحرف لاتينية في الاسم لصنع عنوان. اكتب عنوانًا.',
    next: 'متابعة',
    doneTitle: ({ organization }) => `${organization} جاهزة`,
    doneDescription: 'أنت مشرفها وتعمل فيها الآن.',
    open: ({ organization }) => `فتح ${organization}`,
  },
  chooseOrganization: {
    label: 'اختيار مؤسسة',
    existingTitle: 'أين تريد العمل؟',
    existingDescription: 'اختر إحدى مؤسساتك أو أنشئ واحدة جديدة.',
    organizations: 'مؤسساتك',
    personal: 'الحساب الشخصي',
    or: 'أو',
    create: 'إنشاء مؤسسة جديدة',
    signedInAs: ({ address }) => `مسجّل الدخول باسم ${address}.`,
    signOut: 'تسجيل الخروج',
  },
}

/** The Arabic world, with these words. */
export const arabicOnboarding: Scenario = { ...arabic, messages }
