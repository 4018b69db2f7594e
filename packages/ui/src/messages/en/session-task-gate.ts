import { messageGroup } from '../group'

export const sessionTaskGateMessages = /* @__PURE__ */ messageGroup('sessionTaskGate', () => ({
  failedTitle: ({ app }: { app?: string }) => `${app ?? 'This page'} did not load`,
  failedDescription: 'The server gave no answer. Your data is safe.',
  opened: ({ organization, app }: { organization?: string; app?: string }) =>
    `${organization ?? app ?? 'The app'} is open.`,
  unknownTaskTitle: 'One step is missing here',
  unknownTaskDescription: ({ task }: { task: string }) =>
    `The app asks for “${task}” and has no screen for it. Tell its developers: pass one in the tasks of SessionTaskGate.`,
}))
