import type { Organization, UrlTemplate } from '@orgkit/core'
import { useSession } from '@orgkit/react'
import { forwardRef, type ComponentPropsWithoutRef } from 'react'
import { CreateOrganizationContent } from './create-organization-content'
import { useCreateOrganizationForm } from './create-organization-form'
import {
  CreateOrganizationDescription,
  CreateOrganizationRoot,
  type CreateOrganizationStep,
  CreateOrganizationTitle,
} from './create-organization-parts'
import type { DialogFrame } from './dialog-frame'
import { areOrganizationsOff } from './organizations-off'

/** What `CreateOrganization` and `CreateOrganizationDialog` share. */
export interface CreateOrganizationOptions {
  /** Where to go once it exists: an address with `:slug` and `:id`, or a function. Given: there is no last page to read. */
  afterCreateOrganizationUrl?: UrlTemplate
  /** There is no invitation step yet; it will be left out with this. @default false */
  skipInvitationScreen?: boolean
  /** What stands before the slug in the app's own addresses, such as `app.example.com/`. */
  slugPrefix?: string
  /** Told once, when the organization exists and its logo is settled. */
  onCreated?: (organization: Organization) => void
  /** Given: there is a cancel button. */
  onCancel?: () => void
  /** @default '' */
  defaultName?: string
}

export interface CreateOrganizationProps
  extends CreateOrganizationOptions, Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** For a page that has a heading of its own. @default false */
  hideHeader?: boolean
  /** @default 'Cancel' */
  cancelLabel?: string
  /** Told when the person goes on from the last page. Without it and an address, that page has no button. */
  onDone?: (organization: Organization) => void
  onStepChange?: (step: CreateOrganizationStep) => void
}

/**
 * Creates an organization and goes on in it: logo, name and address, then a last page. Renders a `<div>`, and nothing while
 * nobody is signed in or organizations are off. Style with `[data-step]`, `[data-busy]`.
 */
export const CreateOrganization = /* @__PURE__ */ forwardRef<HTMLDivElement, CreateOrganizationProps>(
  function CreateOrganization(props, ref) {
    const { afterCreateOrganizationUrl, skipInvitationScreen: _, slugPrefix, onCancel, ...others } = props
    const { onCreated, onDone, onStepChange, defaultName, hideHeader, cancelLabel, ...rest } = others
    const form = useCreateOrganizationForm({
      afterCreateOrganizationUrl,
      onCreated,
      onDone,
      onStepChange,
      defaultName,
    })
    const isOff = useSession(areOrganizationsOff)
    if (isOff && form.step === 'details') return null
    return (
      <CreateOrganizationRoot ref={ref} step={form.step} busy={form.isBusy} {...rest}>
        <CreateOrganizationContent
          form={form}
          frame={pageFrame}
          steps={stepsOf(afterCreateOrganizationUrl)}
          slugPrefix={slugPrefix}
          hideHeader={hideHeader}
          onCancel={onCancel}
          cancelLabel={cancelLabel}
        />
      </CreateOrganizationRoot>
    )
  },
)

const pageFrame: DialogFrame = {
  Title: CreateOrganizationTitle,
  Description: CreateOrganizationDescription,
}

/** Details and the last page; with somewhere to go there is none to read. */
export function stepsOf(afterCreateOrganizationUrl: UrlTemplate | undefined): number {
  return afterCreateOrganizationUrl === undefined ? 2 : 1
}
