import { forwardRef, useId, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import {
  ChooseOrganizationDescription,
  ChooseOrganizationHeader,
  ChooseOrganizationTitle,
} from './choose-organization-parts'
import { part } from './part'

/**
 * `offer`: it can be accepted. `signed-out`: whoever holds the link must sign in first. `task`: something else has to be finished first. `wrong-account`, `unverified`, `member` and
 * `full` say what stands against it for the signed-in; `expired`, `revoked`, `accepted`, `declined` and `unknown` that it has ended;
 * `joined`: it was accepted just now.
 */
export type AcceptInvitationView =
  | 'loading'
  | 'failed'
  | 'unknown'
  | 'signed-out'
  | 'task'
  | 'offer'
  | 'wrong-account'
  | 'unverified'
  | 'member'
  | 'full'
  | 'expired'
  | 'revoked'
  | 'accepted'
  | 'declined'
  | 'joined'

export interface AcceptInvitationRootProps extends ComponentPropsWithoutRef<'section'> {
  view?: AcceptInvitationView
}

/** The column of the page. Renders a `<section>`. Style with `[data-view]`. */
export const AcceptInvitationRoot = /* @__PURE__ */ forwardRef<HTMLElement, AcceptInvitationRootProps>(
  function AcceptInvitationRoot({ view, className, ...props }, ref) {
    const style = 'orgkit-choose-organization orgkit-accept-invitation'
    return <section ref={ref} {...part('accept-invitation', className, style)} data-view={view} {...props} />
  },
)

export interface AcceptInvitationHeaderProps extends Omit<ComponentPropsWithoutRef<'div'>, 'title'> {
  /** A mark or a tile, above the title. */
  picture?: ReactNode
  title: ReactNode
  description?: ReactNode
}

/** Picture, title and what there is to say. Renders a `<div>`; the title takes focus when the page comes in place of another. */
export const AcceptInvitationHeader = /* @__PURE__ */ forwardRef<HTMLDivElement, AcceptInvitationHeaderProps>(
  function AcceptInvitationHeader({ picture, title, description, className, ...props }, ref) {
    const id = useId()
    return (
      <ChooseOrganizationHeader
        ref={ref}
        className={className}
        data-orgkit="accept-invitation-header"
        {...props}
      >
        {picture}
        <ChooseOrganizationTitle aria-describedby={description ? id : undefined}>
          {title}
        </ChooseOrganizationTitle>
        {description ? (
          <ChooseOrganizationDescription id={id}>{description}</ChooseOrganizationDescription>
        ) : null}
      </ChooseOrganizationHeader>
    )
  },
)

/** Buttons below each other, the main one first. Renders a `<div>`. */
export const AcceptInvitationActions = /* @__PURE__ */ forwardRef<
  HTMLDivElement,
  ComponentPropsWithoutRef<'div'>
>(function AcceptInvitationActions({ className, ...props }, ref) {
  return <div ref={ref} {...part('accept-invitation-actions', className)} {...props} />
})
