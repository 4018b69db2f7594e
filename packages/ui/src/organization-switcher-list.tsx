import { matchesWords, searchKey, searchWords } from '@orgkit/core'
import { useOrganizationWindow, type User, type UserMembership } from '@orgkit/react'
import {
  useEffect,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react'
import { OrganizationAvatar, UserAvatar } from './avatar'
import { IconButton } from './icon-button'
import { CheckIcon } from './icons/check-icon'
import { CloseIcon } from './icons/close-icon'
import { ReturnKeyIcon } from './icons/return-key-icon'
import { SearchIcon } from './icons/search-icon'
import { KeyCap } from './key-cap'
import { actionsMessages } from './messages/en/actions'
import { organizationSwitcherPanelMessages } from './messages/en/organization-switcher-panel'
import { statesMessages } from './messages/en/states'
import { useMessages } from './messages/language'
import { Notice } from './notice'
import { cursorAfter, rowsToDraw, useListWindow } from './organization-list-window'
import {
  OrganizationSwitcherInput,
  OrganizationSwitcherList,
  OrganizationSwitcherMessage,
  OrganizationSwitcherRow,
  OrganizationSwitcherSearch,
} from './organization-switcher-panel-parts'
import { RowText } from './row-text'
import { Skeleton } from './skeleton'
import { SkeletonRows } from './skeleton-rows'
import { VisuallyHidden } from './visually-hidden'

/** Where a row leads; `id` `null` is the personal account. */
export interface Destination {
  id: string | null
  name: string
}

interface SwitcherListProps {
  query: string
  onQueryChange: (query: string) => void
  input: RefObject<HTMLInputElement | null>
  /** The personal account, where it may be chosen. */
  personal: Pick<User, 'name' | 'imageUrl'> | null
  /** `undefined`: neither an organization nor the personal account. */
  currentId: string | null | undefined
  /** Where the current one stands in the list, as far as that is known. */
  currentIndex: number
  onChoose: (to: Destination) => void
}

/** The search field and the list that it walks through. */
export function SwitcherList(props: SwitcherListProps) {
  const { query, onQueryChange, input, personal, currentId, currentIndex, onChoose } = props
  const actions = useMessages(actionsMessages)
  const words = useMessages(organizationSwitcherPanelMessages)
  const states = useMessages(statesMessages)
  const listId = useId()
  const personalRows = personal && matchesWords(searchKey(personal.name), searchWords(query)) ? 1 : 0
  const start = currentId === null ? 0 : currentIndex < 0 ? 0 : currentIndex + personalRows
  const { observe, shown, metrics, update, reveal } = useListWindow(start)
  const [cursor, setCursor] = useState(start)
  const [frame, setFrame] = useState<number>()
  const isEnterWaiting = useRef(false)

  const organizations = useOrganizationWindow({
    query,
    first: Math.max(0, shown.top - personalRows),
    last: Math.max(0, shown.top + shown.rows - 1 - personalRows),
  })
  const { itemAt, isFetching, isLoading, error, refetch } = organizations
  const hasText = query.trim() !== ''
  const count = organizations.count + personalRows
  const active = count === 0 ? -1 : Math.min(cursor, count - 1)
  // The rows of the last search stand until those of this one come: Enter waits, so that nobody opens what they did not find.
  const isStale = hasText && isFetching

  const destinationOf = (index: number): Destination | null => {
    if (index < personalRows) return personal && { id: null, name: personal.name }
    const membership = itemAt(index - personalRows)
    return membership ? { id: membership.organization.id, name: membership.organization.name } : null
  }
  const choose = (index: number) => {
    const to = index < 0 ? null : destinationOf(index)
    if (to) onChoose(to)
  }

  useEffect(() => {
    if (isStale || !isEnterWaiting.current) return
    isEnterWaiting.current = false
    choose(active)
  })

  const search = (text: string) => {
    isEnterWaiting.current = false
    // The list keeps its height while it is searched, so that nothing below it moves.
    if (!hasText) setFrame(metrics.viewHeight)
    onQueryChange(text)
    setCursor(0)
    reveal(0)
  }
  const clear = () => {
    search('')
    input.current?.focus()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      if (event.repeat) return
      if (isStale) isEnterWaiting.current = true
      else choose(active)
      return
    }
    if (event.key === '/' && !hasText) return event.preventDefault()
    const to = cursorAfter(event, { cursor: active, count, rows: shown.rows, hasText })
    if (to === null || event.shiftKey || event.altKey) return
    event.preventDefault()
    isEnterWaiting.current = false
    if (count === 0) return
    setCursor(to)
    reveal(to)
  }

  const nothing = error ? words.failed : hasText ? words.nothingFound({ query: query.trim() }) : words.none
  const isEmpty = count === 0
  return (
    <>
      <OrganizationSwitcherSearch>
        <SearchIcon />
        <OrganizationSwitcherInput
          ref={input}
          value={query}
          onChange={(event) => search(event.target.value)}
          onKeyDown={onKeyDown}
          maxLength={100}
          placeholder={words.search}
          aria-label={words.search}
          aria-expanded={!isEmpty}
          aria-controls={isEmpty ? undefined : listId}
          aria-activedescendant={isEmpty ? undefined : `${listId}-${active}`}
          aria-keyshortcuts="/"
        />
        {hasText ? (
          <IconButton label={actions.clearSearch} icon={<CloseIcon size={14} />} onClick={clear} />
        ) : (
          <KeyCap>/</KeyCap>
        )}
      </OrganizationSwitcherSearch>
      {error && !isEmpty ? (
        <Notice tone="danger">
          {words.someFailed}
          <button type="button" className="orgkit-link" onClick={refetch}>
            {actions.retry}
          </button>
        </Notice>
      ) : null}
      <OrganizationSwitcherList
        ref={observe}
        id={listId}
        empty={isEmpty}
        aria-label={isEmpty ? undefined : words.label}
        aria-busy={isStale || undefined}
        style={hasText && frame ? { minBlockSize: frame } : undefined}
        onScroll={(event) => update(event.currentTarget.scrollTop)}
        onMouseDown={keepFocus}
        onClick={(event) => choose(indexOf(event))}
        onPointerMove={(event) => {
          const index = indexOf(event)
          if (index >= 0 && index !== active && event.pointerType !== 'touch') setCursor(index)
        }}
      >
        {isEmpty && isLoading ? <SkeletonRows rows={3} /> : null}
        {isEmpty && !isLoading ? (
          <OrganizationSwitcherMessage>
            {nothing}
            {error ? (
              <button type="button" className="orgkit-link" onClick={refetch}>
                {actions.retry}
              </button>
            ) : null}
          </OrganizationSwitcherMessage>
        ) : null}
        {isEmpty ? null : (
          <div
            role="presentation"
            className="orgkit-switcher-rows"
            style={{ blockSize: `calc(var(--orgkit-entity-row) * ${count})` }}
          >
            {rowsToDraw(shown, count, active).map((index) => {
              const membership = index < personalRows ? null : itemAt(index - personalRows)
              const id = membership === null ? null : membership?.organization.id
              const isCurrent = id !== undefined && id === currentId
              return (
                <OrganizationSwitcherRow
                  key={index}
                  id={`${listId}-${index}`}
                  index={index}
                  count={count}
                  selected={isCurrent}
                  highlighted={index === active}
                  loading={membership === undefined}
                >
                  <RowContent
                    membership={membership}
                    personal={personal}
                    loading={states.loading}
                    meta={words.personalAccount}
                  />
                  {isCurrent ? (
                    <CheckIcon />
                  ) : index === active && membership !== undefined ? (
                    returnKey
                  ) : null}
                </OrganizationSwitcherRow>
              )
            })}
          </div>
        )}
      </OrganizationSwitcherList>
      {organizations.isCapped && !hasText ? (
        <OrganizationSwitcherMessage data-note>
          {words.capped({ count: organizations.count })}
        </OrganizationSwitcherMessage>
      ) : null}
      {organizations.isPartial ? (
        <OrganizationSwitcherMessage data-note>{words.partial}</OrganizationSwitcherMessage>
      ) : null}
      <VisuallyHidden role="status">
        {isStale || isLoading ? '' : isEmpty ? nothing : words.results({ count: organizations.totalCount })}
      </VisuallyHidden>
    </>
  )
}

const returnKey = (
  <KeyCap>
    <ReturnKeyIcon size={12} />
  </KeyCap>
)

interface RowContentProps {
  /** `null`: the personal account. `undefined`: not loaded yet. */
  membership: UserMembership | null | undefined
  personal: Pick<User, 'name' | 'imageUrl'> | null
  loading: string
  /** Below the personal account's name. */
  meta: string
}

function RowContent({ membership, personal, loading, meta }: RowContentProps) {
  if (membership) {
    const { organization, role } = membership
    return (
      <>
        <OrganizationAvatar name={organization.name} imageUrl={organization.imageUrl} />
        <RowText name={organization.name} meta={role.name} />
      </>
    )
  }
  if (membership === null && personal) {
    return (
      <>
        <UserAvatar name={personal.name} imageUrl={personal.imageUrl} />
        <RowText name={personal.name} meta={meta} />
      </>
    )
  }
  return (
    <>
      <Skeleton shape="mark" />
      <span className="orgkit-row-text">
        <Skeleton />
        <Skeleton />
      </span>
      <VisuallyHidden>{loading}</VisuallyHidden>
    </>
  )
}

function indexOf(event: MouseEvent): number {
  const row = (event.target as Element).closest<HTMLElement>('[data-index]')
  return row ? Number(row.dataset.index) : -1
}

/** The search field keeps focus when a row is pressed; the scroll bar stays free to be dragged. */
function keepFocus(event: MouseEvent) {
  if (indexOf(event) >= 0) event.preventDefault()
}
