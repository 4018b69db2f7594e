export { en, type Catalogue, type ErrorFacts, type Messages } from './en'
export { errorMessage } from './error-message'
export { createFormats, type DateLike, type Formats, type PluralForms } from './formats'
export {
  MessagesProvider,
  useFormats,
  useLocale,
  useMessages,
  type MessageOverrides,
  type MessagesProviderProps,
} from './messages'
export { withNode } from './with-node'
