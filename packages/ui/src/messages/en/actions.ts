import { messageGroup } from '../group'

export const actionsMessages = /* @__PURE__ */ messageGroup('actions', () => ({
  back: 'Back',
  cancel: 'Cancel',
  clearSearch: 'Clear search',
  close: 'Close',
  continue: 'Continue',
  remove: 'Remove',
  retry: 'Try again',
  save: 'Save',
  skip: 'Skip',
}))
