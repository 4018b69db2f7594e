import type { OrganizationSummary, User } from '@orgkit/core'
import { useOrganizationList, useSwitchOrganization } from '@orgkit/react'
import { useState } from 'react'
import { UserAvatar } from './avatar'
import { Button } from './button'
import { ChooseOrganizationGroup, ChooseOrganizationItem, MembershipItem } from './choose-organization-parts'
import { FormProblem } from './form-problem'
import { actionsMessages } from './messages/en/actions'
import { chooseOrganizationMessages } from './messages/en/choose-organization'
import { errorsMessages } from './messages/en/errors'
import { errorMessage } from './messages/error-message'
import { useMessages } from './messages/language'

export interface ChooseOrganizationListProps {
  user: User
  /** Whether the personal account is one of the ways. */
  withPersonal: boolean
  onChosen: (organization: OrganizationSummary | null) => void
}

/** The organizations that the person is in already. Choosing one moves this tab there. */
export function ChooseOrganizationList({ user, withPersonal, onChosen }: ChooseOrganizationListProps) {
  const words = useMessages(chooseOrganizationMessages)
  const errors = useMessages(errorsMessages)
  const actions = useMessages(actionsMessages)
  const { data, hasNextPage, isFetching, fetchNext, error: listError } = useOrganizationList().userMemberships
  const { switchOrganization, isPending, target, error } = useSwitchOrganization()
  // What was pressed last: its name stands in the refusal.
  const [pressed, press] = useState<OrganizationSummary | null>(null)

  function choose(organization: OrganizationSummary | null) {
    if (isPending) return
    press(organization)
    switchOrganization(organization?.id ?? null).then(
      (result) => {
        if (result === 'switched' || result === 'unchanged') onChosen(organization)
      },
      // It stands in `error`.
      () => {},
    )
  }

  const state = (id: string | null) => ({
    pending: isPending && target === id,
    'aria-disabled': isPending || undefined,
  })
  const more = hasNextPage ? (
    <Button block variant="ghost" loading={isFetching} onClick={() => void fetchNext()}>
      {listError ? actions.retry : words.more}
    </Button>
  ) : null
  return (
    <>
      {error ? (
        <FormProblem>
          {words.switchFailed({
            organization: pressed?.name ?? user.name,
            reason: errorMessage(errors, error),
          })}
        </FormProblem>
      ) : null}
      {withPersonal || data.length > 0 ? (
        <ChooseOrganizationGroup title={words.organizations} after={more}>
          {withPersonal ? (
            <ChooseOrganizationItem
              name={user.name}
              meta={words.personal}
              avatar={<UserAvatar name={user.name} imageUrl={user.imageUrl} size={40} />}
              {...state(null)}
              onClick={() => choose(null)}
            />
          ) : null}
          {data.map((membership) => {
            const { organization } = membership
            return (
              <MembershipItem
                key={organization.id}
                membership={membership}
                {...state(organization.id)}
                onClick={() => choose(organization)}
              />
            )
          })}
        </ChooseOrganizationGroup>
      ) : null}
    </>
  )
}
