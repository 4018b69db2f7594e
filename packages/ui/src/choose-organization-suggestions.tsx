import type { Suggestion } from '@orgkit/core'
import type { SuggestionsState } from '@orgkit/react'
import { forwardRef, useEffect, useImperativeHandle, useRef, type ComponentPropsWithoutRef } from 'react'
import { OrganizationAvatar } from './avatar'
import { Badge } from './badge'
import { Button } from './button'
import { ChooseOrganizationGroup } from './choose-organization-parts'
import { focusHeading, isFocusLost } from './focus-heading'
import { FormProblem } from './form-problem'
import { IconButton } from './icon-button'
import { CloseIcon } from './icons/close-icon'
import { useLiveRegion } from './live-region'
import { actionsMessages } from './messages/en/actions'
import { suggestionsMessages } from './messages/en/suggestions'
import { useMessages } from './messages/language'
import { part } from './part'
import { RowText } from './row-text'
import { SkeletonRows } from './skeleton-rows'
import { type SuggestionAction, useSuggestionList } from './suggestion-list'

export interface ChooseOrganizationSuggestionProps extends Omit<ComponentPropsWithoutRef<'li'>, 'children'> {
  suggestion: Suggestion
  /** What is under way. */
  pending?: SuggestionAction
  /** Says which domain it is for. @default false */
  showDomain?: boolean
  onAsk?: () => void
  /** Takes a request back, or the suggestion away. */
  onDismiss?: () => void
}

/** One organization that the reader could join. Renders an `<li>`. Style with `[data-status]`, `[data-pending]`. */
export const ChooseOrganizationSuggestion = /* @__PURE__ */ forwardRef<
  HTMLLIElement,
  ChooseOrganizationSuggestionProps
>(function ChooseOrganizationSuggestion(
  { suggestion, pending, showDomain = false, onAsk, onDismiss, className, ...props },
  ref,
) {
  const words = useMessages(suggestionsMessages)
  const { id, status, domainName, requestedAt } = suggestion
  const { name, imageUrl } = suggestion.organization
  const root = useRef<HTMLLIElement>(null)
  useImperativeHandle(ref, () => root.current as HTMLLIElement)
  // The button that was pressed goes once it is asked: focus stays in its row.
  const isPressed = useRef(false)
  useEffect(() => {
    if (status === 'open' || !isPressed.current) return
    isPressed.current = false
    if (isFocusLost()) root.current?.focus()
  }, [status])
  const dismiss =
    status === 'requested' ? words.takeBack({ organization: name }) : words.dismiss({ organization: name })
  return (
    <li
      ref={root}
      {...part('choose-organization-suggestion', className, 'orgkit-row')}
      data-status={status}
      data-pending={pending}
      data-row={id}
      tabIndex={-1}
      {...props}
    >
      <OrganizationAvatar name={name} imageUrl={imageUrl} size={40} />
      <RowText
        name={name}
        meta={
          status === 'open' ? (
            words.open({ domain: showDomain ? domainName : null })
          ) : status === 'declined' ? (
            words.declined
          ) : requestedAt === null ? null : (
            <time dateTime={requestedAt}>{words.requested({ at: requestedAt })}</time>
          )
        }
      />
      <IconButton
        label={dismiss}
        title={dismiss}
        icon={<CloseIcon />}
        loading={pending === 'dismiss'}
        aria-disabled={pending === 'ask' || undefined}
        onClick={onDismiss}
      />
      {status === 'open' ? (
        <Button
          aria-label={words.askNamed({ organization: name })}
          loading={pending === 'ask'}
          aria-disabled={pending === 'dismiss' || undefined}
          onClick={() => {
            isPressed.current = true
            onAsk?.()
          }}
        >
          {words.ask}
        </Button>
      ) : (
        <Badge tone={status === 'requested' ? 'warning' : 'neutral'}>
          {status === 'requested' ? words.waiting : words.declinedState}
        </Badge>
      )}
    </li>
  )
})

interface SuggestionsProps {
  list: SuggestionsState
  /** As the session counts them, before the list has loaded. */
  count: number
}

/** What the reader could join because of their address. Nothing while there is none. */
export function ChooseOrganizationSuggestions({ list, count }: SuggestionsProps) {
  const words = useMessages(suggestionsMessages)
  const actions = useMessages(actionsMessages)
  const { announce, region } = useLiveRegion()
  const { problem, title, more, onFocus, row } = useSuggestionList({ list, onTell: announce })
  const { data, error, isLoading, hasNextPage, isFetching, fetchNext, revalidate } = list
  return (
    <>
      {problem ? <FormProblem>{problem}</FormProblem> : null}
      {data.length > 0 ? (
        <ChooseOrganizationGroup
          title={title}
          onFocus={onFocus}
          after={
            hasNextPage ? (
              <Button block variant="ghost" loading={isFetching} onClick={fetchNext}>
                {more}
              </Button>
            ) : null
          }
        >
          {data.map((suggestion) => (
            <ChooseOrganizationSuggestion key={suggestion.id} suggestion={suggestion} {...row(suggestion)} />
          ))}
        </ChooseOrganizationGroup>
      ) : error ? (
        <FormProblem>
          {words.loadFailed}{' '}
          <button
            type="button"
            className="orgkit-link"
            onClick={(event) => {
              // The sentence goes, and this with it.
              focusHeading(event.currentTarget.closest('section'))
              void revalidate()
            }}
          >
            {actions.retry}
          </button>
        </FormProblem>
      ) : isLoading && count > 0 ? (
        <ChooseOrganizationGroup title={words.title} aria-busy="true">
          {Array.from({ length: Math.min(count, 3) }, (_, index) => (
            <li key={index}>
              <SkeletonRows rows={1} />
            </li>
          ))}
        </ChooseOrganizationGroup>
      ) : null}
      {region}
    </>
  )
}
