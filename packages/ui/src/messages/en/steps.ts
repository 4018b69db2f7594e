import { formattedGroup } from '../formatted-group'

export const stepsMessages = /* @__PURE__ */ formattedGroup('steps', (format) => ({
  label: 'Progress',
  progress: ({ current, total }: { current: number; total: number }) =>
    `${format.number(current)} of ${format.number(total)}`,
}))
