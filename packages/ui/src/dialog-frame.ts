import type { ElementType } from 'react'

/** What names and describes a form: plain headings on a page, those of the dialog in one. */
export interface DialogFrame {
  Title: ElementType
  Description: ElementType
}
