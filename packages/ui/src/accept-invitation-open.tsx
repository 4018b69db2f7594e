import type { OrganizationSummary } from '@orgkit/core'
import { useOrganization, useSwitchOrganization } from '@orgkit/react'
import { AcceptInvitationActions } from './accept-invitation-parts'
import { Button } from './button'
import { FormProblem } from './form-problem'
import { acceptInvitationMessages } from './messages/en/accept-invitation'
import { errorsMessages } from './messages/en/errors'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'

interface OpenProps {
  name: string
  /** `null`: which one it is is not known. */
  organizationId: string | null
  onOpen: (organization: OrganizationSummary | null) => void
}

/** The way into an organization that the person is in: this tab goes there first, unless it is there already. */
export function AcceptInvitationOpen({ name, organizationId, onOpen }: OpenProps) {
  const words = useMessages(acceptInvitationMessages)
  const errors = useMessages(errorsMessages)
  const { switchOrganization, isPending, error } = useSwitchOrganization()
  const { organization: current } = useOrganization()
  const open = () => {
    if (organizationId === null) return onOpen(null)
    switchOrganization(organizationId, { onAfterSwitch: ({ to }) => onOpen(to) }).then(
      (result) => {
        if (result === 'unchanged') onOpen(current)
      },
      // It stands in `error`.
      () => {},
    )
  }
  return (
    <>
      {error ? <FormProblem>{words.problem({ reason: errorMessage(errors, error) })}</FormProblem> : null}
      <AcceptInvitationActions>
        <Button block size="large" variant="primary" loading={isPending} onClick={open}>
          <span className="orgkit-truncate">{words.open({ organization: name })}</span>
        </Button>
      </AcceptInvitationActions>
    </>
  )
}
