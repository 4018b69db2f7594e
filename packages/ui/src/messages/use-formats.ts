import { useContext } from 'react'
import { formatsOf, type Formats } from './formats'
import { LanguageContext } from './language'

/** Numbers, dates and plurals of the chosen language. */
export function useFormats(): Formats {
  return formatsOf(useContext(LanguageContext))
}
