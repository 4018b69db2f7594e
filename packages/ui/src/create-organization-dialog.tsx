import { useSession } from '@orgkit/react'
import { useState } from 'react'
import { type CreateOrganizationOptions, stepsOf } from './create-organization'
import { CreateOrganizationContent } from './create-organization-content'
import { useCreateOrganizationForm } from './create-organization-form'
import type { CreateOrganizationStep } from './create-organization-parts'
import { Dialog, DialogContent, DialogDescription, type DialogContentProps, DialogTitle } from './dialog'
import type { DialogFrame } from './dialog-frame'
import { areOrganizationsOff } from './organizations-off'

export interface CreateOrganizationDialogProps
  extends
    CreateOrganizationOptions,
    Pick<DialogContentProps, 'container' | 'className' | 'onCloseAutoFocus'> {
  open: boolean
  onOpenChange: (open: boolean) => void
}

/**
 * `CreateOrganization` in a modal dialog. Closing it keeps what is typed for as long as this stays mounted; once an
 * organization was made, the next opening begins anew. Renders a `<div role="dialog">` in a portal.
 */
export function CreateOrganizationDialog(props: CreateOrganizationDialogProps) {
  const { open } = props
  const [turn, setTurn] = useState<Turn>({ open, count: 0, step: 'details' })
  if (open !== turn.open) {
    const isAnew = open && turn.step !== 'details'
    setTurn({ open, count: turn.count + (isAnew ? 1 : 0), step: isAnew ? 'details' : turn.step })
  }
  return (
    <DialogTurn
      key={turn.count}
      {...props}
      onStepChange={(step) => setTurn((last) => (last.count === turn.count ? { ...last, step } : last))}
    />
  )
}

interface Turn {
  open: boolean
  count: number
  step: CreateOrganizationStep
}

function DialogTurn({
  open,
  onOpenChange,
  onStepChange,
  container,
  className,
  onCloseAutoFocus,
  ...options
}: CreateOrganizationDialogProps & { onStepChange: (step: CreateOrganizationStep) => void }) {
  const { afterCreateOrganizationUrl, onCreated, onCancel, defaultName, slugPrefix } = options
  const form = useCreateOrganizationForm({
    afterCreateOrganizationUrl,
    onCreated,
    onDone: () => onOpenChange(false),
    onStepChange,
    defaultName,
  })
  const isOff = useSession(areOrganizationsOff)
  function change(next: boolean) {
    // Closing on the page about the logo is going on without it.
    if (!next && form.step === 'logo') form.finishWithoutLogo()
    if (!next && form.step === 'details') onCancel?.()
    onOpenChange(next)
  }
  return (
    <Dialog open={open && !(isOff && form.step === 'details')} onOpenChange={change}>
      <DialogContent
        size={400}
        container={container}
        className={className}
        data-step={form.step}
        data-busy={form.isBusy || undefined}
        // Not the button of the logo before it.
        initialFocus='input[name="name"]'
        onCloseAutoFocus={onCloseAutoFocus}
      >
        <CreateOrganizationContent
          form={form}
          frame={dialogFrame}
          steps={stepsOf(afterCreateOrganizationUrl)}
          slugPrefix={slugPrefix}
          onCancel={() => change(false)}
        />
      </DialogContent>
    </Dialog>
  )
}

const dialogFrame: DialogFrame = { Title: DialogTitle, Description: DialogDescription }
