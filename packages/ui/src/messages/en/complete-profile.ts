import { formattedGroup } from '../formatted-group'

export const completeProfileMessages = /* @__PURE__ */ formattedGroup('completeProfile', (format) => ({
  label: 'About you',
  title: 'Tell us about you',
  description: ({ app, count }: { app?: string; count: number }) =>
    `${app ?? 'This app'} needs ${format.plural(count, { one: 'one answer', other: `${format.number(count)} answers` })} before you begin.`,
  required: 'Please fill this in.',
  submit: 'Continue',
  kept: ({ reason }: { reason: string }) => `${reason} What you typed is still here.`,
  failedTitle: 'This page did not load',
}))
