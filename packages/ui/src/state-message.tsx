import { forwardRef, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import { AlertTriangleIcon } from './icons/alert-triangle-icon'
import { LockIcon } from './icons/lock-icon'
import { WifiOffIcon } from './icons/wifi-off-icon'
import { part } from './part'

export interface StateMessageProps extends Omit<ComponentPropsWithoutRef<'div'>, 'title'> {
  /** `empty` and `nothing-found` need an icon of their own. */
  kind: 'empty' | 'nothing-found' | 'error' | 'refused' | 'offline'
  title: ReactNode
  /** One sentence with a way out. */
  description?: ReactNode
  /** Twenty pixels. @default by kind: triangle, lock, broken waves */
  icon?: ReactNode
  /** One button. */
  action?: ReactNode
  /** @default 'h3' */
  heading?: 'h2' | 'h3' | 'h4' | 'p'
}

/** What stands in the frame of a list that has nothing to show. Renders a `<div>`; an error is an alert. */
export const StateMessage = /* @__PURE__ */ forwardRef<HTMLDivElement, StateMessageProps>(
  function StateMessage(
    { kind, title, description, icon, action, heading: Heading = 'h3', className, ...props },
    ref,
  ) {
    const drawing = icon ?? drawings[kind]
    return (
      <div
        ref={ref}
        role={kind === 'error' ? 'alert' : undefined}
        {...part('state-message', className)}
        data-kind={kind}
        {...props}
      >
        {drawing ? <StateTile tone={kind === 'error' ? 'danger' : undefined}>{drawing}</StateTile> : null}
        <Heading className="orgkit-state-message-title">{title}</Heading>
        {description ? <p className="orgkit-state-message-text">{description}</p> : null}
        {action}
      </div>
    )
  },
)

interface StateTileProps {
  tone?: 'danger' | 'success'
  /** An icon of twenty pixels. */
  children: ReactNode
}

/** Above the title of a state. Renders a `<span>`. */
export function StateTile({ tone, children }: StateTileProps) {
  return (
    <span className="orgkit-state-message-tile" data-tone={tone}>
      {children}
    </span>
  )
}

const drawings: Partial<Record<StateMessageProps['kind'], ReactNode>> = {
  error: <AlertTriangleIcon size={20} />,
  refused: <LockIcon size={20} />,
  offline: <WifiOffIcon size={20} />,
}
