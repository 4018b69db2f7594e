import { acceptInvitationMessages } from './en/accept-invitation'
import { acceptTermsMessages } from './en/accept-terms'
import { actionsMessages } from './en/actions'
import { chooseOrganizationMessages } from './en/choose-organization'
import { completeProfileMessages } from './en/complete-profile'
import { createOrganizationMessages } from './en/create-organization'
import { errorsMessages } from './en/errors'
import { fieldMessages } from './en/field'
import { invitationsMessages } from './en/invitations'
import { inviteMemberMessages } from './en/invite-member'
import { logoMessages } from './en/logo'
import { organizationSwitcherMessages } from './en/organization-switcher'
import { organizationSwitcherPanelMessages } from './en/organization-switcher-panel'
import { sessionTaskGateMessages } from './en/session-task-gate'
import { statesMessages } from './en/states'
import { stepsMessages } from './en/steps'
import { suggestionsMessages } from './en/suggestions'
import { userButtonMessages } from './en/user-button'
import { userButtonMenuMessages } from './en/user-button-menu'
import type { Formats } from './formats'
import type { Language } from './language'

const groups = [
  acceptInvitationMessages,
  acceptTermsMessages,
  actionsMessages,
  chooseOrganizationMessages,
  completeProfileMessages,
  createOrganizationMessages,
  errorsMessages,
  fieldMessages,
  invitationsMessages,
  inviteMemberMessages,
  logoMessages,
  organizationSwitcherMessages,
  organizationSwitcherPanelMessages,
  sessionTaskGateMessages,
  statesMessages,
  stepsMessages,
  suggestionsMessages,
  userButtonMessages,
  userButtonMenuMessages,
] as const

type Group = (typeof groups)[number]

/** Every word of the interface. An entry with something to fill in is a function of it. */
export type Messages = { [Each in Group as Each['name']]: ReturnType<Each['english']> }

/** A language: its words, given the numbers and dates of the chosen locale. */
export type Catalogue = (formats: Formats) => Messages

/** English, whole: what another language is written after. No component needs it, each asks for its own groups. */
export const en: Catalogue = (formats) => {
  const language: Language = { locale: formats.locale, formats, made: {} }
  return Object.fromEntries(groups.map(({ name, english }) => [name, english(language)])) as Messages
}
